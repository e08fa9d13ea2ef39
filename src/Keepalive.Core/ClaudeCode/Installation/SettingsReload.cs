namespace Keepalive.ClaudeCode.Installation;

/// <summary>
/// Makes every running Claude Code ask for its credentials again: each watches its settings, and empties its cache when the file
/// is written, whatever is in it.
/// </summary>
public static class SettingsReload
{
    /// <summary>Writes the person's settings file anew, byte for byte.</summary>
    /// <param name="environment">The variables and the platform.</param>
    /// <param name="clock">The time.</param>
    /// <returns>The file.</returns>
    /// <exception cref="KeepaliveException">There is no settings file, or it can't be written.</exception>
    public static string Run(SystemEnvironment environment, TimeProvider clock)
    {
        EditableFile file = Find(environment, clock);
        _ = file.Write(file.Content, again: static now => now);
        return file.Path;
    }

    /// <summary>The file that <see cref="Run"/> would write; it is only looked at.</summary>
    /// <param name="environment">The variables and the platform.</param>
    /// <param name="clock">The time.</param>
    /// <exception cref="KeepaliveException">There is no settings file, or it can't be written.</exception>
    public static string FindPath(SystemEnvironment environment, TimeProvider clock) => Find(environment, clock).Path;

    private static EditableFile Find(SystemEnvironment environment, TimeProvider clock)
    {
        var file = EditableFile.Read(SettingsLocation.Find(environment, SettingsScope.User, string.Empty), clock);
        if (!file.Exists)
        {
            throw KeepaliveErrors.InstallationRefused($"There is no {file.Path}", "Run 'claude-aws install' (Install-ClaudeAwsKeepalive) first.", file.Path);
        }

        file.RequireWritable();
        return file;
    }
}
