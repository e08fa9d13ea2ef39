using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace Keepalive.Loader;

/// <summary>
/// An assembly with code made ahead for one platform, in a package, beside the one for all platforms. Such a file does not load on another platform at all,
/// so each platform has a folder. This code itself is compiled at each import of the module, so there is little of it.
/// </summary>
internal static class PrecompiledAssembly
{
    /// <summary>The folder of the private assemblies, with a folder for each platform in it.</summary>
    public static readonly string Folder = Path.Combine(Path.GetDirectoryName(typeof(PrecompiledAssembly).Assembly.Location)!, "lib", "net8.0");

    /// <summary>
    /// Loads it. Returns null if there is none for this platform, if the file is for another platform, or if an assembly of the same name is already loaded: the
    /// assembly for all platforms is loaded next, and has an error of its own.
    /// </summary>
    public static Assembly? Load(AssemblyLoadContext context, string file)
    {
        string path = Path.Combine(Folder, RuntimeInformation.RuntimeIdentifier, file);
        try
        {
            return File.Exists(path) ? context.LoadFromAssemblyPath(path) : null;
        }
        catch (Exception exception) when (exception is BadImageFormatException or FileLoadException)
        {
            return null;
        }
    }
}
