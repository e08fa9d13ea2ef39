using System.Management.Automation;
using System.Runtime.Loader;

namespace Keepalive.Loader;

/// <summary>
/// Makes Keepalive.Core findable before PowerShell looks at the cmdlets: this assembly is the first nested module, and nested
/// modules are imported one after the other.
/// </summary>
public sealed class ModuleAssemblyResolver : IModuleAssemblyInitializer
{
    private static int s_registered;

    /// <summary>
    /// Registers once a process and for good. There is no way back on removal: the assemblies stay loaded, another
    /// runspace may still be using them, and a part of Core may not have been needed yet. PowerShell loads the cmdlets next; .NET then gives it the
    /// assembly with code for this platform, because both files are the same assembly (the same module version id).
    /// </summary>
    public void OnImport()
    {
        if (Interlocked.Exchange(ref s_registered, 1) == 0)
        {
            AssemblyLoadContext.Default.Resolving += DependencyContext.Resolve;
            PrecompiledAssembly.Load(AssemblyLoadContext.Default, "Keepalive.dll");
        }
    }
}
