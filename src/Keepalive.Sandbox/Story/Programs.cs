namespace Keepalive.Sandbox.Story;

/// <summary>The programs of the story, built beside this one.</summary>
internal static class Programs
{
    public static string Companion => Beside("claude-aws");

    public static string Sandbox => Beside("Keepalive.Sandbox");

    private static string Beside(string name) => Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? name + ".exe" : name);
}
