using Keepalive.Diagnostics.HelperRuns;

namespace Keepalive.Diagnostics.Checks;

/// <summary>A credential whose end nobody told.</summary>
internal sealed class HelperWithoutEnd() : HelperRunCheck(
    "KA707", DiagnosticSeverity.Warning,
    "A helper does not tell when its credential ends",
    "Claude Code then keeps each for an hour, also when it ends before.")
{
    protected override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context, HelperRun run)
    {
        if (run.Answer is { Fault: HelperFault.WithoutEnd } answer)
        {
            yield return Seen(context, run, answer.Detail, "Let it print Expiration as 2026-11-21T12:00:00Z; 'claude-aws export' does.");
        }
    }
}
