using Keepalive.Configuration;
using Keepalive.Files;

namespace Keepalive.Diagnostics.Checks;

/// <summary>A folder that has to take files and can't.</summary>
internal sealed class UnusableFolder() : DiagnosticCheck(
    "KA008", DiagnosticArea.Files, DiagnosticSeverity.Error,
    "A folder that has to take files can't",
    "A renewed token can't be kept, so that every session asks for a sign-in of its own.")
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context)
    {
        if (context.Environment.Home is not { } home)
        {
            yield break;
        }

        // Of a folder that is missing, the one above has to take it.
        string[] folders = [context.Environment.Combine(home, ".aws"), context.Cache.Path, StateFolder.Locate(context.Environment)];
        foreach (FolderObstacle obstacle in folders.Select(FolderObstacle.Find).OfType<FolderObstacle>().DistinctBy(obstacle => obstacle.Folder))
        {
            string? target = new FileInfo(obstacle.Folder).LinkTarget;
            string link = target is null || obstacle.Reason.Contains(target, StringComparison.Ordinal) ? string.Empty : $" (a link to {target})";
            yield return Found($"{context.Brief(obstacle.Folder)}{link} {obstacle.Reason}.", obstacle.Advice, obstacle.Folder);
        }
    }
}
