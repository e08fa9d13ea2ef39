using System.Runtime.Versioning;
using Keepalive.ClaudeCode.Installation;
using Keepalive.Configuration;
using Keepalive.Diagnostics.Facts;
using Keepalive.Diagnostics.Findings;
using Keepalive.Diagnostics.Repairs;
using Keepalive.Platform.Files;
using Keepalive.Platform.Native.Libc;

namespace Keepalive.Diagnostics.Checks;

/// <summary>Secrets that others may read.</summary>
internal sealed class OpenFile() : DiagnosticCheck(
    "KA005", DiagnosticArea.Files, DiagnosticSeverity.Warning,
    "Other users may read a file with secrets",
    "Every account of this machine can use the keys or the token in this file.")
{
    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context)
    {
        if (OperatingSystem.IsWindows())
        {
            yield break;
        }

        foreach (string path in Secret(context))
        {
            // A token file may have gone since it was read.
            if (FileStatus.Of(path)?.Permissions is { } mode && (mode & Others) != 0)
            {
                yield return Found(
                    $"{context.Brief(path)} has the mode {Convert.ToString((int)mode, 8).PadLeft(4, '0')}.", $"Make the file readable only for you: chmod 600 {CommandWord.OfPath(context.Brief(path))}", path,
                    repair: FileOwner.Of(path)?.User == FileOwner.Of(context.Environment.Home ?? path)?.User ? new CloseFile(path) : null);
            }
        }
    }

    internal static IEnumerable<string> Secret(DiagnosticContext context)
    {
        if (context.Credentials.Exists)
        {
            yield return context.Credentials.Path;
        }

        if (context.Config.Exists && context.Profiles.Any(profile => profile.Config?.Properties.ContainsKey("aws_secret_access_key") == true))
        {
            yield return context.Config.Path;
        }

        foreach (TokenFile token in context.Cache.Files.Where(file => file.Token is not null && File.Exists(file.Path)))
        {
            yield return token.Path;
        }
    }
}

/// <summary>Makes a file with secrets readable only for its owner.</summary>
internal sealed class CloseFile(string path) : IRepair
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public void Change(RepairDraft draft) => draft.Open(path).Mode = OwnerOnly;
}

/// <summary>Files of a tool that was run with sudo.</summary>
internal sealed class ForeignOwner() : DiagnosticCheck(
    "KA006", DiagnosticArea.Files, DiagnosticSeverity.Error,
    "An AWS file belongs to another user",
    "Your tools can't change the file. Probably you ran a command with sudo, and it created the file.")
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context)
    {
        if (OperatingSystem.IsWindows() || context.Environment.Home is not { } home || FileOwner.Of(home) is not { } owner)
        {
            yield break;
        }

        string[] places =
        [
            Path.GetDirectoryName(context.Config.Path)!, context.Config.Path, context.Credentials.Path,
            context.Cache.Path, .. context.Cache.Files.Where(file => file.Token is not null).Select(file => file.Path),
        ];
        foreach (string path in places.Where(Path.Exists))
        {
            if (path.StartsWith(home, StringComparison.Ordinal) && FileOwner.Of(path) is { } found && found.User != owner.User)
            {
                yield return Found(
                    $"{context.Brief(path)} belongs to user {found.User}, the home folder to user {owner.User}.", $"Run: sudo chown {owner.User} {CommandWord.OfPath(context.Brief(path))}", path);
            }
        }
    }
}

/// <summary>On Windows: secrets that a crowd may read, settings that a crowd may change.</summary>
internal sealed class OpenAccessList() : DiagnosticCheck(
    "KA011", DiagnosticArea.Files, DiagnosticSeverity.Warning,
    "The access list of a file gives rights to other accounts",
    "Other accounts can read the keys in the file, or add programs to it that run as you.")
{
    /// <summary>A folder of Keepalive holds few files; another folder may hold any number.</summary>
    private const int Most = 200;

    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context) =>
        OperatingSystem.IsWindows()
            ? Examine(context, WindowsAccess.Of, WindowsAccess.Self())
            : [];

    internal IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context, Func<string, IReadOnlyList<AccessEntry>> read, string self)
    {
        string programs = StatePaths.Of(context.Environment, StatePaths.Programs);
        ILookup<bool, string> state = State(context).ToLookup(path => path.StartsWith(programs, StringComparison.OrdinalIgnoreCase));
        HashSet<string> secret = [.. OpenFile.Secret(context), .. state[false]];
        foreach (string path in secret.Concat(Commanding(context).Concat(state[true]).Where(File.Exists).Except(secret)))
        {
            bool isSecret = secret.Contains(path);
            IReadOnlyList<AccessEntry> list = read(path);
            IReadOnlyList<AccessEntry> writers = AccessEntry.LettingIn(list, AccessEntry.Writing);
            IReadOnlyList<AccessEntry> guests = isSecret ? AccessEntry.LettingIn(list, AccessEntry.Reading | AccessEntry.Writing) : writers;
            if (guests.Count > 0)
            {
                string names = string.Join(", ", guests.Select(entry => entry.Crowd).Distinct());
                yield return Found($"{names} may {(writers.Count > 0 ? "change" : "read")} {context.Brief(path)}.", Remedy(path, guests, self), path);
            }
        }
    }

    /// <summary>Inherited lines go with the inheritance, the others one by one, by identifiers that are the same in every language.</summary>
    private static string Remedy(string path, IEnumerable<AccessEntry> guests, string self)
    {
        string[] own = [.. guests.Where(entry => !entry.IsInherited).Select(entry => $" *{entry.Account}").Distinct()];
        return $"Run: icacls \"{path}\" /inheritance:r /grant:r \"{self}:F\"{(own.Length > 0 ? " /remove:g" : string.Empty)}{string.Concat(own)}";
    }

    /// <summary>Files that decide which program runs, and with whose rights.</summary>
    private static IEnumerable<string> Commanding(DiagnosticContext context)
    {
        yield return context.Config.Path;
        if (ConfigurationFile.Locate(context.Environment) is { } own)
        {
            yield return own;
        }

        foreach (ClaudeSettings settings in context.Settings.Where(settings => settings.Scope == SettingsScope.User))
        {
            yield return settings.Path;
        }
    }

    /// <summary>Role credentials, protected secrets, transcripts; a lock is empty and tells nothing. Also the copy of our program, which tells nothing but runs as its user.</summary>
    private static IEnumerable<string> State(DiagnosticContext context)
    {
        string folder = StateFolder.Locate(context.Environment);
        return Directory.Exists(folder)
            ? new DirectoryInfo(folder)
                .EnumerateFiles("*", new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true })
                .Take(Most).Where(file => file.Length > 0).Select(file => file.FullName)
            : [];
    }
}

/// <summary>Files that other users may change. These files contain commands that run with this account's rights.</summary>
internal sealed class OpenToChange() : DiagnosticCheck(
    "KA012", DiagnosticArea.Files, DiagnosticSeverity.Warning,
    "Other users can change a file or folder that contains commands",
    "Another user could write a credential_process or a helper there. That program would then run as you, with your credentials.")
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context)
    {
        if (OperatingSystem.IsWindows())
        {
            yield break;
        }

        string[] folders = [Path.GetDirectoryName(context.Config.Path)!, context.Cache.Path, .. context.Settings.Select(file => Path.GetDirectoryName(file.Path)!)];
        string[] files = [context.Config.Path, .. context.Settings.Select(file => file.Path)];
        foreach (string path in folders.Where(Directory.Exists).Concat(files.Where(File.Exists)).Distinct())
        {
            // File.Exists is true of a link that leads nowhere, too; that has no mode.
            // Of a folder with the sticky bit, such as the temporary one, others can't replace what is not theirs.
            if (FileStatus.Of(path)?.Permissions is { } mode && mode.HasFlag(UnixFileMode.OtherWrite) && !mode.HasFlag(UnixFileMode.StickyBit))
            {
                yield return Found($"{context.Brief(path)} has the mode {Convert.ToString((int)mode, 8).PadLeft(4, '0')}.", $"Run: chmod o-w {CommandWord.OfPath(context.Brief(path))}", path);
            }
        }
    }
}

/// <summary>Stored data of Keepalive that other users may have changed.</summary>
internal sealed class UntrustedMemory() : DiagnosticCheck(
    "KA015", DiagnosticArea.Files, DiagnosticSeverity.Warning,
    "Other users can change the state folder or the settings of Keepalive",
    "Another user could put a credential, a clock offset or a login command there. Keepalive ignores such files.")
{
    private const int MostFindings = 10;
    private const int MostEntries = 5000;

    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context)
    {
        if (OperatingSystem.IsWindows())
        {
            yield break;
        }

        string[] folders = [.. new[] { StateFolder.Locate(context.Environment), Path.GetDirectoryName(ConfigurationFile.Locate(context.Environment)) }
            .OfType<string>().Where(Directory.Exists).Select(path => Directory.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? Path.GetFullPath(path)).Distinct()];
        foreach ((string path, string fault) in folders.SelectMany(Parents).Concat(folders.SelectMany(Entries)).DistinctBy(found => found.Path).Take(MostFindings))
        {
            string run = fault.StartsWith("has", StringComparison.Ordinal) ? $"Run: chmod go-w {CommandWord.OfPath(context.Brief(path))}"
                : !WriteAdvice.IsBelowFolderOf(path, EffectiveUser.Id) ? WriteAdvice.NotYours
                : folders.Any(folder => folder.StartsWith(path + "/", StringComparison.Ordinal)) ? $"Run: sudo chown {EffectiveUser.Id} {CommandWord.OfPath(context.Brief(path))}"
                : fault.StartsWith("is a link", StringComparison.Ordinal) ? $"Check the target of the link, then remove the link: rm {CommandWord.OfPath(context.Brief(path))}"
                : $"Remove it, or run: sudo chown {EffectiveUser.Id} {CommandWord.OfPath(context.Brief(path))}";
            yield return Found($"{context.Brief(path)} {fault}.", run, path);
        }
    }

    /// <summary>A user who may write to a parent folder could replace our folder; the sticky bit forbids this.</summary>
    [UnsupportedOSPlatform("windows")]
    private static IEnumerable<(string Path, string Fault)> Parents(string folder)
    {
        for (string? parent = Path.GetDirectoryName(folder); parent is not null; parent = Path.GetDirectoryName(parent))
        {
            // Where every account has a group of its own, folders are often writable by that group.
            if (FileStatus.OfEntry(parent) is { IsLink: false } status && FileTrust.FindFault(status with { Mode = status.Mode & ~(uint)UnixFileMode.GroupWrite }) is not null)
            {
                yield return (parent, FileTrust.FindFault(status)!);
            }
        }
    }

    [UnsupportedOSPlatform("windows")]
    private static IEnumerable<(string Path, string Fault)> Entries(string folder)
    {
        var options = new EnumerationOptions { AttributesToSkip = FileAttributes.None, IgnoreInaccessible = true };
        var open = new Queue<string>([folder]);
        for (int count = 0; count < MostEntries && open.TryDequeue(out string? path); count++)
        {
            if (FileStatus.OfEntry(path) is not { } status)
            {
                continue;
            }

            if (FileTrust.FindFault(status) is { } fault)
            {
                yield return (path, status.IsLink ? $"is a link made by user {status.User}" : fault);
            }

            // Links are not followed: what they lead to is not ours.
            foreach (string entry in status.IsFolder ? Directory.EnumerateFileSystemEntries(path, "*", options) : [])
            {
                open.Enqueue(entry);
            }
        }
    }
}
