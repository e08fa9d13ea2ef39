using System.Text.RegularExpressions;
using Keepalive.Aws.Profiles;
using Keepalive.Configuration;
using Keepalive.Platform.Files;

namespace Keepalive.ClaudeCode.Installation;

/// <summary>
/// Files of Keepalive that remain after an uninstallation: the state folder with its caches, logs and records,
/// and the dated backups of files that it has changed. The configuration file and the secrets in the system's store are the user's, and are kept.
/// </summary>
public sealed partial class StatePurge
{
    private readonly string _folder;

    private StatePurge(SystemEnvironment environment, Uninstaller uninstaller)
    {
        _folder = StateFolder.Locate(environment);
        Paths =
        [
            .. (Directory.Exists(_folder) ? Directory.EnumerateFileSystemEntries(_folder) : []).Order(StringComparer.Ordinal),
            .. ChangedByUs(environment, uninstaller).Distinct().SelectMany(Backups),
        ];
        string? configuration = ConfigurationFile.Locate(environment);
        Kept = configuration is not null && File.Exists(configuration) ? [configuration] : [];
    }

    /// <summary>The folders and files that are deleted.</summary>
    public IReadOnlyList<string> Paths { get; }

    /// <summary>Files of Keepalive's user that are kept.</summary>
    public IReadOnlyList<string> Kept { get; }

    /// <summary>Finds what is to be deleted; deletes nothing.</summary>
    /// <param name="environment">The variables and the platform.</param>
    /// <param name="uninstaller">The uninstallation that comes before.</param>
    /// <exception cref="KeepaliveException">HomeNotFound; InstallationRefused: another settings file still uses Keepalive, or the state folder holds files of other programs, so that its folders may be theirs too.</exception>
    public static StatePurge Plan(SystemEnvironment environment, Uninstaller uninstaller)
    {
        if (uninstaller.OtherSettings is { } other)
        {
            throw KeepaliveErrors.InstallationRefused($"Keepalive is still installed in {other}", "Uninstall it there first (--scope, -Scope). Then purge.", other);
        }

        // CLAUDE_AWS_STATE can name any folder, such as the home, whose 'bin' or 'log' is another program's.
        string folder = StateFolder.Locate(environment);
        string? strange = Directory.Exists(folder)
            ? Directory.EnumerateFileSystemEntries(folder).FirstOrDefault(path => !StatePaths.All.Contains(Path.GetFileName(path)) && TemporaryName.Parse(path) is null)
            : null;
        return strange is null
            ? new StatePurge(environment, uninstaller)
            : throw KeepaliveErrors.InstallationRefused($"The state folder {folder} also contains {Path.GetFileName(strange)}, which is not a file of Keepalive", "Move it to another folder, or delete the files of Keepalive by hand.", strange);
    }

    /// <summary>Deletes the files and the state folder.</summary>
    /// <exception cref="KeepaliveException">StateFolderUnusable: a file is in use or can't be deleted; the others are gone.</exception>
    public void Apply()
    {
        (string Path, Exception Fault)? failed = null;
        foreach (string path in Paths)
        {
            try
            {
                if (Directory.Exists(path))
                {
                    Directory.Delete(path, recursive: true);
                }
                else
                {
                    File.Delete(path);
                }
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                failed ??= (path, exception);
            }
        }

        if (failed is var (remaining, fault))
        {
            throw KeepaliveErrors.StateFolderUnusable(remaining, FileFault.Describe(fault), fault, "Close the programs that use it, such as Claude Code sessions, and run this command again.");
        }

        if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder);
        }
    }

    private static IEnumerable<string> ChangedByUs(SystemEnvironment environment, Uninstaller uninstaller)
    {
        ProfileFileLocations profiles = ProfileFileLocations.Find(environment);
        return ((string?[])[uninstaller.SettingsPath, profiles.Config, profiles.Credentials, ConfigurationFile.Locate(environment)]).OfType<string>();
    }

    private static IEnumerable<string> Backups(string path)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        string name = Path.GetFileName(path);
        return Directory.Exists(folder)
            ? Directory.EnumerateFiles(folder, name + ".*.bak").Where(file => Dated().IsMatch(Path.GetFileName(file)[name.Length..])).Order(StringComparer.Ordinal)
            : [];
    }

    /// <summary>The names that <see cref="DatedCopy"/> makes.</summary>
    [GeneratedRegex(@"^\.\d{8}-\d{6}(?:-\d+)?\.bak$")]
    private static partial Regex Dated();
}
