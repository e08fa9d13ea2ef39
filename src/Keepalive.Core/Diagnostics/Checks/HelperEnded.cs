using Keepalive.Diagnostics.HelperRuns;

namespace Keepalive.Diagnostics.Checks;

/// <summary>A credential that is of no use when it comes.</summary>
internal sealed class HelperEnded() : HelperRunCheck(
    "KA706", DiagnosticSeverity.Error,
    "A helper hands out a credential that is past, or all but past",
    "Claude Code keeps it for an hour, and tries for minutes with a dead key before it gives up.")
{
    protected override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context, HelperRun run)
    {
        if (run.Answer is { Fault: HelperFault.Ended } answer)
        {
            yield return Seen(context, run, answer.Detail, "Let it renew earlier, and fail when it can't; 'claude-aws export' does both.");
        }
    }
}
