using Keepalive.Diagnostics.HelperRuns;

namespace Keepalive.Diagnostics.Checks;

/// <summary>A credential without an expiry.</summary>
internal sealed class HelperWithoutEnd() : HelperRunCheck(
    "KA707", DiagnosticSeverity.Warning,
    "A helper does not report when its credential expires",
    "Claude Code then keeps each credential for an hour, even if it expires earlier.")
{
    protected override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context, HelperRun run)
    {
        if (run.Answer is { Fault: HelperFault.WithoutEnd } answer)
        {
            yield return Seen(context, run, answer.Detail, "Make the helper print Expiration, for example 2026-11-21T12:00:00Z. 'claude-aws export' does this.");
        }
    }
}
