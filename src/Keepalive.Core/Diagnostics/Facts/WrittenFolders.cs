using Keepalive.Aws.Profiles;
using Keepalive.ClaudeCode.Installation;
using Keepalive.Configuration;
using Keepalive.ConsoleLogin;
using Keepalive.Platform.Files;

namespace Keepalive.Diagnostics.Facts;

/// <summary>The folders of other programs, and of our configuration, in which runs of ours write.</summary>
internal static class WrittenFolders
{
    public static IReadOnlyList<string> Of(SystemEnvironment environment)
    {
        string?[] files =
        [
            environment.Home is null ? null : ProfileFileLocations.Find(environment).Config,
            environment.Home is null ? null : ProfileFileLocations.Find(environment).Credentials,
            environment.Home is { } home ? environment.Combine(home, ".aws", "sso", "cache", "token.json") : null,
            environment.Home is null || !Directory.Exists(LoginTokenKind.FolderOf(environment)) ? null : environment.Combine(LoginTokenKind.FolderOf(environment), "session.json"),
            environment.Home is null ? null : environment.Combine(SettingsLocation.UserFolder(environment), "settings.json"),
            ConfigurationFile.Locate(environment),
        ];
        return [.. files.OfType<string>().SelectMany(FoldersOf).Distinct()];
    }

    /// <summary>Those of the settings: our own and Claude Code's.</summary>
    public static IEnumerable<string> OfSettings(SystemEnvironment environment)
    {
        string?[] folders = [environment.Home is null ? null : SettingsLocation.UserFolder(environment), Path.GetDirectoryName(ConfigurationFile.Locate(environment))];
        return folders.OfType<string>().Where(folder => folder.Length > 0);
    }

    /// <summary>That of the path, and where the file itself lies behind links.</summary>
    private static IEnumerable<string> FoldersOf(string path)
    {
        yield return Path.GetDirectoryName(path)!;
        string? target = null;
        try
        {
            target = FileTarget.Of(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Another check tells.
        }

        if (target is not null)
        {
            yield return Path.GetDirectoryName(target)!;
        }
    }
}
