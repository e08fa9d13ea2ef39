using Keepalive.Diagnostics.HelperRuns;

namespace Keepalive.Diagnostics.Checks;

/// <summary>A helper that takes longer than somebody waits.</summary>
internal sealed class HelperSlow() : HelperRunCheck(
    "KA703", DiagnosticSeverity.Error,
    "A helper takes longer than its slot allows",
    "Claude Code waits for an export without end, with a blank window or a frozen session; of a hook or a status line it drops the output.")
{
    protected override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context, HelperRun run)
    {
        if (run.Ending == HelperEnding.TimedOut)
        {
            yield return Seen(
                context, run, $"it did not end within {Duration.Format(run.Limit)}, and was stopped",
                HelperSlots.InputOf(run.Helper) is null ? "It may wait for input, which never comes there, or for a person. Run it with '< /dev/null' in a shell." : "Run it in a shell to see what it waits for.");
        }
    }
}
