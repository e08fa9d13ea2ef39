using System.Text.RegularExpressions;
using Keepalive.Aws.Profiles;
using Keepalive.Configuration;
using Keepalive.Platform.Files;

namespace Keepalive.ClaudeCode.Installation;

/// <summary>
/// Files of Keepalive that remain after an uninstallation: the state folder with its caches, logs and records,
/// and the dated backups of files that it has changed. The configuration file and the stored secrets are the user's, and are kept; so is each file
/// that another program has put into the state folder.
/// </summary>
public sealed partial class StatePurge
{
    private readonly SystemEnvironment _environment;
    private readonly string _folder;
    private readonly bool _keepsRecord;
    private readonly string[] _backups;

    private StatePurge(SystemEnvironment environment, Uninstaller uninstaller, StateFiles files)
    {
        _environment = environment;
        _folder = StateFolder.Locate(environment);
        _keepsRecord = uninstaller.KeepsRecord;
        _backups = [.. ChangedByUs(environment, uninstaller).Distinct().SelectMany(Backups)];
        Paths = [.. files.Short(), .. _backups];
        Left = files.Others;
        string? configuration = ConfigurationFile.Locate(environment);
        Kept = [.. configuration is not null && File.Exists(configuration) ? [configuration] : (string[])[], .. files.Secrets];
    }

    private StatePurge(StatePurge plan, IReadOnlyList<string> paths)
    {
        (_environment, _folder, _keepsRecord, _backups) = (plan._environment, plan._folder, plan._keepsRecord, plan._backups);
        (Paths, Kept, Left) = (paths, plan.Kept, plan.Left);
    }

    /// <summary>The folders and files that are deleted.</summary>
    public IReadOnlyList<string> Paths { get; }

    /// <summary>Files of Keepalive's user that are kept.</summary>
    public IReadOnlyList<string> Kept { get; }

    /// <summary>Files in the state folder that are left there, because Keepalive has not written them.</summary>
    public IReadOnlyList<string> Left { get; }

    /// <summary>Finds what is to be deleted; deletes nothing.</summary>
    /// <param name="environment">The variables and the platform.</param>
    /// <param name="uninstaller">The uninstallation that comes before.</param>
    /// <exception cref="KeepaliveException">HomeNotFound; InstallationRefused: another settings file still uses Keepalive, a sign-in is running, or the state folder has another program's files beside its folders.</exception>
    public static StatePurge Plan(SystemEnvironment environment, Uninstaller uninstaller)
    {
        if (uninstaller.OtherSettings is { } other)
        {
            throw KeepaliveErrors.InstallationRefused($"Keepalive is still installed in {other}", "Uninstall it there first (--scope, -Scope). Then purge.", other);
        }

        // CLAUDE_AWS_STATE can name any folder, such as the home.
        string folder = StateFolder.Locate(environment);
        string? strange = Directory.Exists(folder)
            ? Directory.EnumerateFileSystemEntries(folder).FirstOrDefault(path => !StatePaths.All.Contains(Path.GetFileName(path)) && TemporaryName.Parse(path) is null)
            : null;
        if (strange is not null)
        {
            throw KeepaliveErrors.InstallationRefused($"The state folder {folder} also contains {Path.GetFileName(strange)}, which is not a file of Keepalive", "Move it to another folder, or delete the files of Keepalive by hand.", strange);
        }

        return Guard(folder, () =>
        {
            var files = StateFiles.Read(folder, uninstaller.KeepsRecord);
            StateAlone.RequireNoSignIn(files);
            return new StatePurge(environment, uninstaller, files);
        });
    }

    /// <summary>The plan after the uninstallation, which has written and deleted files of the state. Its <see cref="Paths"/> are those of both plans.</summary>
    /// <param name="uninstaller">The uninstallation, which has been applied.</param>
    /// <exception cref="KeepaliveException">As of <see cref="Plan"/>.</exception>
    public StatePurge Again(Uninstaller uninstaller)
    {
        StatePurge now = Plan(_environment, uninstaller);
        return new StatePurge(now, [.. Paths.Union(now.Paths)]);
    }

    /// <summary>Makes sure that <see cref="Apply"/> can work: no process of Keepalive is busy, and each token that is held here is in its own file.</summary>
    /// <exception cref="KeepaliveException">InstallationRefused, StateFolderUnusable; nothing is deleted.</exception>
    public void Prepare() => Guard(_folder, () =>
    {
        var files = StateFiles.Read(_folder, _keepsRecord);
        using (StateAlone.Take(files))
        {
            HeldTokens.Settle(_environment, files);
        }

        return true;
    });

    /// <summary>Deletes the files and the state folder.</summary>
    /// <exception cref="KeepaliveException">InstallationRefused: as of <see cref="Prepare"/>. StateFolderUnusable: a file is in use or can't be deleted; the others are gone.</exception>
    public void Apply()
    {
        (string Path, Exception Fault)? failed = null;
        Guard(_folder, () =>
        {
            var files = StateFiles.Read(_folder, _keepsRecord);
            using var alone = StateAlone.Take(files);
            HeldTokens.Settle(_environment, files);

            // The locks last: until then no process begins anything here.
            foreach (string path in files.Own.Where(path => !alone.Has(path)))
            {
                Try(path, () => File.Delete(path));
            }

            foreach (string path in files.Own.Where(alone.Has))
            {
                Try(path, () => alone.Delete(path));
            }

            foreach (string folder in files.Folders.Append(_folder).Where(Directory.Exists))
            {
                Try(folder, () => RemoveEmpty(folder));
            }

            return true;
        });
        foreach (string path in _backups)
        {
            Try(path, () => File.Delete(path));
        }

        if (failed is var (remaining, fault))
        {
            throw KeepaliveErrors.StateFolderUnusable(remaining, FileFault.Describe(fault), fault, "Close the programs that use it, such as Claude Code sessions, and run this command again.");
        }

        void Try(string path, Action delete)
        {
            try
            {
                delete();
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                failed ??= (path, exception);
            }
        }
    }

    private static void RemoveEmpty(string folder)
    {
        if (!Directory.EnumerateFileSystemEntries(folder).Any())
        {
            Directory.Delete(folder);
        }
    }

    private static T Guard<T>(string folder, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw KeepaliveErrors.StateFolderUnusable(folder, FileFault.Describe(folder, exception), exception, WriteAdvice.For(folder, exception));
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

        // Without a pattern: not every server of files matches the wildcards of DOS, to which Windows translates ".*".
        return Directory.Exists(folder)
            ? Directory.EnumerateFiles(folder).Where(file => Path.GetFileName(file).StartsWith(name, StringComparison.Ordinal) && Dated().IsMatch(Path.GetFileName(file)[name.Length..])).Order(StringComparer.Ordinal)
            : [];
    }

    /// <summary>The names that <see cref="DatedCopy"/> makes.</summary>
    [GeneratedRegex(@"^\.\d{8}-\d{6}(?:-\d+)?\.bak$")]
    private static partial Regex Dated();
}
