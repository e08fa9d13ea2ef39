using System.Runtime.Versioning;
using Keepalive.Configuration;
using Keepalive.Files;
using Keepalive.Native.Libc;

namespace Keepalive.Diagnostics.Checks;

/// <summary>Stored data of Keepalive that other users may have changed.</summary>
internal sealed class UntrustedMemory() : DiagnosticCheck(
    "KA015", DiagnosticArea.Files, DiagnosticSeverity.Warning,
    "Other users may change the state folder or the settings of Keepalive",
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
            string run = fault.StartsWith("has", StringComparison.Ordinal) ? $"Run: chmod go-w {context.Brief(path)}"
                : fault.StartsWith("is a link", StringComparison.Ordinal) ? $"Check the target of the link, then remove the link: rm {context.Brief(path)}"
                : $"Remove it, or run: sudo chown {EffectiveUser.Id} {context.Brief(path)}";
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
