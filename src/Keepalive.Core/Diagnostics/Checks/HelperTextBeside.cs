using Keepalive.Diagnostics.HelperRuns;

namespace Keepalive.Diagnostics.Checks;

/// <summary>A greeting, a warning or an echo round the JSON.</summary>
internal sealed class HelperTextBeside() : HelperRunCheck(
    "KA701", DiagnosticSeverity.Error,
    "A helper prints other text besides its JSON",
    "Claude Code then rejects the whole output, so it has no credentials.")
{
    protected override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context, HelperRun run)
    {
        if (run.Answer is { Fault: HelperFault.TextBeside } answer)
        {
            yield return Seen(context, run, answer.Detail, "Make the helper write all other text to standard error.");
        }
        else if (run.Ending == HelperEnding.Flooded)
        {
            yield return Seen(context, run, "it printed too much output, and was stopped", "Make the helper write all other text to standard error.");
        }
    }
}
