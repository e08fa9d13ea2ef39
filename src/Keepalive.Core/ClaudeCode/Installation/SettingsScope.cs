namespace Keepalive.ClaudeCode.Installation;

/// <summary>Which of Claude Code's settings files is meant.</summary>
public enum SettingsScope
{
    /// <summary>The person's own, for all projects.</summary>
    User,

    /// <summary><c>.claude/settings.json</c> of the current folder, which a team shares.</summary>
    Project,

    /// <summary><c>.claude/settings.local.json</c> of the current folder.</summary>
    Local,

    /// <summary>The machine's, which administrators write and nobody else overrides.</summary>
    Managed,
}

/// <summary>
/// Where Claude Code reads its settings. Source: https://code.claude.com/docs/en/settings
/// </summary>
internal static class SettingsLocation
{
    public static string Find(SystemEnvironment environment, SettingsScope scope, string workingDirectory) => scope switch
    {
        SettingsScope.Project => environment.Combine(workingDirectory, ".claude", "settings.json"),
        SettingsScope.Local => environment.Combine(workingDirectory, ".claude", "settings.local.json"),
        SettingsScope.Managed => environment.Combine(ManagedFolder(environment), "managed-settings.json"),
        _ => environment.Combine(UserFolder(environment), "settings.json"),
    };

    /// <summary>CLAUDE_CONFIG_DIR, else <c>~/.claude</c>.</summary>
    /// <exception cref="KeepaliveException">HomeNotFound.</exception>
    public static string UserFolder(SystemEnvironment environment) => environment.Get("CLAUDE_CONFIG_DIR") is { } named
        ? environment.ExpandHome(named)
        : environment.Combine(environment.Home ?? throw KeepaliveErrors.HomeNotFound(), ".claude");

    private static string ManagedFolder(SystemEnvironment environment) => environment.IsWindows ? @"C:\Program Files\ClaudeCode"
        : OperatingSystem.IsMacOS() ? "/Library/Application Support/ClaudeCode"
        : "/etc/claude-code";
}
