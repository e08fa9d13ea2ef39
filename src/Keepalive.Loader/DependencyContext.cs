using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace Keepalive.Loader;

/// <summary>
/// Holds Keepalive.Core and its packages apart from whatever versions of them other modules load. One a process: what
/// an assembly was bound to stays bound, so a second import has to meet the same assemblies as the first.
/// </summary>
internal sealed class DependencyContext : AssemblyLoadContext
{
    private const string EntryPoint = "Keepalive.Core";

    private static readonly Lazy<DependencyContext> Shared = new(static () => new DependencyContext());

    private readonly string _folder = Path.Combine(
        Path.GetDirectoryName(typeof(DependencyContext).Assembly.Location)!, "lib", "net8.0");

    private DependencyContext()
        : base("Keepalive")
    {
    }

    /// <summary>
    /// Answers for Keepalive.Core, the one private assembly that Keepalive.dll names. Everything behind it is asked by
    /// an assembly that already lives here and goes through <see cref="Load"/>; for anybody else the answer is none.
    /// </summary>
    public static Assembly? Resolve(AssemblyLoadContext requester, AssemblyName name) =>
        name.Name == EntryPoint ? Shared.Value.LoadFromAssemblyName(name) : null;

    /// <summary>
    /// Our own folder first: a context that leaves this to its events gets the copy that another module has put into
    /// the default context, whatever its version. What is not in the folder belongs to the runtime or to PowerShell.
    /// </summary>
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        string file = $"{assemblyName.Name}.dll";
        string neutral = Path.Combine(_folder, file);
        return File.Exists(neutral) ? LoadPrecompiled(file) ?? LoadFromAssemblyPath(neutral) : null;
    }

    /// <summary>
    /// A package may hold the same assembly with code made ahead for one platform. Such a file does not load on another
    /// platform at all, hence the folder a platform, and hence no failure here when it turns out to be the wrong one.
    /// </summary>
    private Assembly? LoadPrecompiled(string file)
    {
        string path = Path.Combine(_folder, RuntimeInformation.RuntimeIdentifier, file);
        try
        {
            return File.Exists(path) ? LoadFromAssemblyPath(path) : null;
        }
        catch (BadImageFormatException)
        {
            return null;
        }
    }
}
