namespace Keepalive.ClaudeCode.Installation;

/// <summary>A settings file of Claude Code.</summary>
public enum SettingsScope
{
    /// <summary>The person's own, for all projects.</summary>
    User,

    /// <summary><c>.claude/settings.json</c> of the current folder, which a team shares.</summary>
    Project,

    /// <summary><c>.claude/settings.local.json</c> of the current folder.</summary>
    Local,

    /// <summary>The machine's settings, which administrators write and which override all others.</summary>
    Managed,
}

/// <summary>
/// Where Claude Code reads its settings. Source: https://code.claude.com/docs/en/settings
/// </summary>
internal static class SettingsLocation
{
    private const string ManagedName = "managed-settings.json";

    private static readonly SettingsScope[] s_order = [SettingsScope.Managed, SettingsScope.Local, SettingsScope.Project, SettingsScope.User];

    /// <summary>The path of the settings file.</summary>
    /// <param name="environment">The variables and the platform.</param>
    /// <param name="scope">Which settings file.</param>
    /// <param name="workingDirectory">The current folder; empty if it no longer exists.</param>
    /// <exception cref="KeepaliveException">HomeNotFound; InstallationRefused: the settings of a folder that no longer exists, or there are no managed settings here.</exception>
    public static string Find(SystemEnvironment environment, SettingsScope scope, string workingDirectory) => scope switch
    {
        SettingsScope.Project or SettingsScope.Local when workingDirectory.Length == 0 =>
            throw KeepaliveErrors.InstallationRefused("The current folder no longer exists, so it has no settings of a project", "Change to the folder of the project with cd, then try again."),
        SettingsScope.Project => environment.Combine(workingDirectory, ".claude", "settings.json"),
        SettingsScope.Local => environment.Combine(workingDirectory, ".claude", "settings.local.json"),
        SettingsScope.Managed => environment.Combine(ManagedFolder(environment), ManagedName),
        _ => environment.Combine(UserFolder(environment), "settings.json"),
    };

    /// <summary>CLAUDE_CONFIG_DIR, else <c>~/.claude</c>.</summary>
    /// <exception cref="KeepaliveException">HomeNotFound.</exception>
    public static string UserFolder(SystemEnvironment environment) => environment.Get("CLAUDE_CONFIG_DIR") is { } named
        ? environment.ExpandHome(named)
        : environment.Combine(environment.ClientHome ?? throw KeepaliveErrors.HomeNotFound(), ".claude");

    /// <summary>Others read the file as well: it does not lie in the person's own folder.</summary>
    public static bool IsShared(SystemEnvironment environment, string path) =>
        !path.StartsWith(environment.Combine(UserFolder(environment), string.Empty), environment.IsWindows ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal);

    /// <summary>Every settings file that Claude Code reads, whether it exists or not, the one with the highest priority first. In the home folder the project's file is the person's own.</summary>
    /// <param name="environment">The variables and the platform.</param>
    /// <param name="workingDirectory">The current folder; empty if it no longer exists.</param>
    /// <exception cref="KeepaliveException">HomeNotFound.</exception>
    public static IEnumerable<(SettingsScope Scope, string Path)> InOrder(SystemEnvironment environment, string workingDirectory) => s_order
        .Where(scope => workingDirectory.Length > 0 || scope is not (SettingsScope.Project or SettingsScope.Local))
        .SelectMany(
            scope => scope == SettingsScope.Managed ? ManagedFiles(environment) : [Find(environment, scope, workingDirectory)],
            (scope, path) => (Scope: scope, Path: path))
        .Reverse().DistinctBy(place => place.Path).Reverse();

    /// <summary>Of the files in <c>managed-settings.d</c> the last one counts, and each of them more than managed-settings.json.</summary>
    public static IEnumerable<string> ManagedFiles(SystemEnvironment environment)
    {
        if (environment.ManagedSettingsFolder is not { } folder)
        {
            return [];
        }

        string parts = environment.Combine(folder, "managed-settings.d");
        try
        {
            return [.. (Directory.Exists(parts) ? Directory.EnumerateFiles(parts, "*.json") : []).OrderDescending(StringComparer.Ordinal), environment.Combine(folder, ManagedName)];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [environment.Combine(folder, ManagedName)];
        }
    }

    private static string ManagedFolder(SystemEnvironment environment) => environment.ManagedSettingsFolder
        ?? throw KeepaliveErrors.InstallationRefused("This machine has no folder for managed settings of Claude Code", "Choose another scope.", target: null);
}
