using Keepalive.Diagnostics.HelperRuns;

namespace Keepalive.Diagnostics.Checks;

/// <summary>A greeting, a warning or an echo round the JSON.</summary>
internal sealed class HelperTextBeside() : HelperRunCheck(
    "KA701", DiagnosticSeverity.Error,
    "A helper prints more than its JSON",
    "Claude Code takes the output as a whole or not at all, so that there are no credentials.")
{
    protected override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context, HelperRun run)
    {
        if (run.Answer is { Fault: HelperFault.TextBeside } answer)
        {
            yield return Seen(context, run, answer.Detail, "Let it write everything else to standard error.");
        }
        else if (run.Ending == HelperEnding.Flooded)
        {
            yield return Seen(context, run, "it printed without end, and was stopped", "Let it write everything else to standard error.");
        }
    }
}
