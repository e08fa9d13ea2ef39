using System.Reflection;
using System.Runtime.Loader;

namespace Keepalive.Loader;

/// <summary>
/// Holds Keepalive.Core and its packages apart from whatever versions of them other modules load. One a process: what
/// an assembly was bound to stays bound, so a second import has to meet the same assemblies as the first.
/// </summary>
internal sealed class DependencyContext : AssemblyLoadContext
{
    private const string EntryPoint = "Keepalive.Core";

    private static readonly DependencyContext Shared = new();

    private DependencyContext()
        : base("Keepalive")
    {
    }

    /// <summary>
    /// Answers for Keepalive.Core, the one private assembly that Keepalive.dll names. Everything behind it is asked by
    /// an assembly that already lives here and goes through <see cref="Load"/>; for anybody else the answer is none.
    /// </summary>
    public static Assembly? Resolve(AssemblyLoadContext requester, AssemblyName name) =>
        name.Name == EntryPoint ? Shared.LoadFromAssemblyName(name) : null;

    /// <summary>
    /// Our own folder first: a context that leaves this to its events gets the copy that another module has put into
    /// the default context, whatever its version. What is not in the folder belongs to the runtime or to PowerShell.
    /// </summary>
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        string file = $"{assemblyName.Name}.dll";
        string neutral = Path.Combine(PrecompiledAssembly.Folder, file);
        return File.Exists(neutral) ? PrecompiledAssembly.Load(this, file) ?? LoadFromAssemblyPath(neutral) : null;
    }
}
