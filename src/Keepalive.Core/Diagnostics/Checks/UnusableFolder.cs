using Keepalive.Configuration;
using Keepalive.Files;

namespace Keepalive.Diagnostics.Checks;

/// <summary>A folder that must be writable but is not.</summary>
internal sealed class UnusableFolder() : DiagnosticCheck(
    "KA008", DiagnosticArea.Files, DiagnosticSeverity.Error,
    "A folder that Keepalive needs is not writable",
    "A renewed token can't be stored, so every Claude Code session needs its own sign-in.")
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context)
    {
        if (context.Environment.Home is not { } home)
        {
            yield break;
        }

        // If a folder is missing, its parent folder must be writable.
        string[] folders = [context.Environment.Combine(home, ".aws"), context.Cache.Path, StateFolder.Locate(context.Environment)];
        foreach (FolderObstacle obstacle in folders.Select(FolderObstacle.Find).OfType<FolderObstacle>().DistinctBy(obstacle => obstacle.Folder))
        {
            string? target = new FileInfo(obstacle.Folder).LinkTarget;
            string link = target is null || obstacle.Reason.Contains(target, StringComparison.Ordinal) ? string.Empty : $" (a link to {target})";
            yield return Found($"{context.Brief(obstacle.Folder)}{link} {obstacle.Reason}.", obstacle.Advice, obstacle.Folder);
        }
    }
}
