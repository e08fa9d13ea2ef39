using Keepalive.Diagnostics.Repairs;
using Keepalive.Files;

namespace Keepalive.Diagnostics.Checks;

/// <summary>Temporary files of processes of Keepalive that were killed while they wrote.</summary>
internal sealed class LeftOver() : DiagnosticCheck(
    "KA014", DiagnosticArea.Files, DiagnosticSeverity.Information,
    "A temporary file of a killed process remains",
    "It may contain keys or settings. The next write in that folder deletes it, and restores a file whose replacement was interrupted.")
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context)
    {
        foreach (string path in WrittenFolders.Of(context.Environment).SelectMany(LeftOvers.In))
        {
            yield return Found($"{context.Brief(path)} was left by a killed process.", "Run: claude-aws doctor --fix (Repair-ClaudeAwsSetup)", path, repair: new CleanFolders());
        }
    }
}
