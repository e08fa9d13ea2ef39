using Keepalive.Diagnostics.Repairs;
using Keepalive.Files;

namespace Keepalive.Diagnostics.Checks;

/// <summary>What runs of ours have left that were killed while they wrote.</summary>
internal sealed class LeftOver() : DiagnosticCheck(
    "KA014", DiagnosticArea.Files, DiagnosticSeverity.Information,
    "A temporary file of a run that was killed is left",
    "It may hold keys or settings; the next write in that folder takes it away, and puts back what nobody has joined.")
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context)
    {
        foreach (string path in WrittenFolders.Of(context.Environment).SelectMany(LeftOvers.In))
        {
            yield return Found($"{context.Brief(path)} is left of a run that was killed.", "Run: claude-aws doctor --fix (Repair-ClaudeAwsSetup)", path, repair: new CleanFolders());
        }
    }
}
