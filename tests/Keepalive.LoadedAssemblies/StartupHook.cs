/// <summary>
/// The runtime calls this before Main. Source: dotnet/runtime, docs/design/features/host-startup-hook.md, which asks for
/// a class of this name outside of every namespace.
/// </summary>
#pragma warning disable CA1050 // The contract of start-up hooks.
public static class StartupHook
#pragma warning restore CA1050
{
    /// <summary>Writes the names of the loaded assemblies, a line each, to the file that the variable names.</summary>
    public static void Initialize()
    {
        string path = Environment.GetEnvironmentVariable("KEEPALIVE_TEST_LOADED_ASSEMBLIES")!;
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
            File.WriteAllLines(path, AppDomain.CurrentDomain.GetAssemblies().Select(assembly => assembly.GetName().Name!).ToArray());
    }
}
