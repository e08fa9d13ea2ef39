using Keepalive.Diagnostics.HelperRuns;

namespace Keepalive.Diagnostics.Checks;

/// <summary>A helper that takes longer than Claude Code waits.</summary>
internal sealed class HelperSlow() : HelperRunCheck(
    "KA703", DiagnosticSeverity.Error,
    "A helper takes longer than Claude Code allows",
    "Claude Code waits for an export without a time limit and does not respond meanwhile. It ignores the output of a slow hook or status line.")
{
    protected override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context, HelperRun run)
    {
        if (run.Ending == HelperEnding.TimedOut)
        {
            yield return Seen(
                context, run, $"it did not end within {Duration.Format(run.Limit)}, and was stopped",
                HelperSlots.InputOf(run.Helper) is null ? "It may wait for input or for a person, and there is neither. Run the helper with '< /dev/null' in a terminal to find the cause." : "Run the helper in a terminal to find the cause.");
        }
    }
}
