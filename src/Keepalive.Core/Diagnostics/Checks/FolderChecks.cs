using Keepalive.ConsoleLogin;
using Keepalive.Diagnostics.Facts;
using Keepalive.Diagnostics.Findings;
using Keepalive.Diagnostics.Repairs;
using Keepalive.Platform.Files;

namespace Keepalive.Diagnostics.Checks;

/// <summary>A folder that must be writable but is not.</summary>
internal sealed class UnusableFolder() : DiagnosticCheck(
    "KA008", DiagnosticArea.Files, DiagnosticSeverity.Error,
    "A folder that Keepalive needs is not writable",
    "Keepalive can't store a token or a setting. Without a stored token, every Claude Code session needs its own sign-in.")
{
    /// <summary>Enough for some tokens, records and lines of the log.</summary>
    private const long LeastSpace = 1 << 20;

    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context)
    {
        if (context.Environment.Home is not { } home)
        {
            yield break;
        }

        // If a folder is missing, its parent folder must be writable. A folder of settings may be read-only, if an administrator writes the settings.
        string[] folders = [context.Environment.Combine(home, ".aws"), context.Cache.Path, .. ConsoleLoginUse.Of(context) is null ? [] : (string[])[LoginTokenKind.FolderOf(context.Environment)], StateFolder.Locate(context.Environment)];
        IEnumerable<FolderObstacle> ofSettings = WrittenFolders.OfSettings(context.Environment).Select(FolderObstacle.Find).OfType<FolderObstacle>().Where(obstacle => !Directory.Exists(obstacle.Folder));
        foreach (FolderObstacle obstacle in folders.Select(FolderObstacle.Find).OfType<FolderObstacle>().Concat(ofSettings).DistinctBy(obstacle => obstacle.Folder))
        {
            string? target = new FileInfo(obstacle.Folder).LinkTarget;
            string link = target is null || obstacle.Reason.Contains(target, StringComparison.Ordinal) ? string.Empty : $" (a link to {target})";
            yield return Found($"{context.Brief(obstacle.Folder)}{link} {obstacle.Reason}.", obstacle.IsReadOnly ? $"{obstacle.Advice} {WriteAdvice.OtherMachine}" : obstacle.Advice, obstacle.Folder);
        }

        foreach (string folder in folders)
        {
            if (DiskSpace.Left(folder) is { } left && left < LeastSpace)
            {
                yield return Found($"The disk of {context.Brief(folder)} has only {left / 1024} KB of free space.", $"Free some disk space for {context.Brief(folder)}.", folder);
                yield break; // Usually all are on one disk.
            }
        }
    }
}

/// <summary>A home folder that lies on a server.</summary>
internal sealed class NetworkHome() : DiagnosticCheck(
    "KA010", DiagnosticArea.Files, DiagnosticSeverity.Information,
    "The home folder is on a network share",
    "Locks depend on the file server, and reading a credential depends on the connection.")
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context)
    {
        if (context.Environment.Home is { } home && IsShare(home, context.Environment.IsWindows))
        {
            yield return Found($"{home} is a network share.", "Set CLAUDE_AWS_STATE to a folder on this machine.", home);
        }
    }

    private static bool IsShare(string home, bool isWindows)
    {
        if (isWindows && (home.StartsWith(@"\\", StringComparison.Ordinal) || home.StartsWith("//", StringComparison.Ordinal)))
        {
            return true;
        }

        try
        {
            return OperatingSystem.IsWindows() == isWindows && Path.GetPathRoot(home) is { Length: > 0 } root
                && new DriveInfo(isWindows ? root : home).DriveType == DriveType.Network;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return false;
        }
    }
}

/// <summary>Temporary files of processes of Keepalive that were killed while they wrote.</summary>
internal sealed class LeftOver() : DiagnosticCheck(
    "KA014", DiagnosticArea.Files, DiagnosticSeverity.Information,
    "A temporary file of a killed process remains",
    "The file may contain keys or settings. Keepalive deletes the file at its next write in that folder. A file with the only copy of a change is restored, or kept as a dated copy.")
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context)
    {
        foreach (string path in WrittenFolders.Of(context.Environment).SelectMany(LeftOvers.In))
        {
            yield return Found($"{context.Brief(path)} was left by a killed process.", "Run: claude-aws doctor --fix (Repair-ClaudeAwsSetup)", path, repair: new CleanFolders());
        }
    }
}

/// <summary>Takes left-over temporary files away, which every repair does before it writes; no file changes for it.</summary>
internal sealed class CleanFolders : IRepair
{
    public void Change(RepairDraft draft)
    {
    }
}
