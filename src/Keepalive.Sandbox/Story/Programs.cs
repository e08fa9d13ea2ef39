namespace Keepalive.Sandbox.Story;

/// <summary>The programs of the story, built beside this one.</summary>
internal static class Programs
{
    /// <summary>The one that KEEPALIVE_COMPANION names, if any: fifty sessions at once start a native program in a tenth of the time.</summary>
    public static string Companion => Environment.GetEnvironmentVariable("KEEPALIVE_COMPANION") is { Length: > 0 } other ? Path.GetFullPath(other) : Beside("claude-aws");

    public static string Sandbox => Beside("Keepalive.Sandbox");

    private static string Beside(string name) => Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? name + ".exe" : name);
}
