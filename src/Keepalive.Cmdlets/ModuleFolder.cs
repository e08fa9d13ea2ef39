namespace Keepalive.Commands;

/// <summary>The folder of the module, with the companion below it.</summary>
internal static class ModuleFolder
{
    /// <summary>The full path. In a package, this assembly may be the one with machine code for the platform, three folders below.</summary>
    public static string FullPath { get; } = Find();

    private static string Find()
    {
        string own = Path.GetDirectoryName(typeof(ModuleFolder).Assembly.Location)!;
        string above = Path.GetFullPath(Path.Combine(own, "..", "..", ".."));
        return File.Exists(Path.Combine(above, "Keepalive.Loader.dll")) ? above : own;
    }
}
