using Keepalive.Diagnostics.HelperRuns;

namespace Keepalive.Diagnostics.Checks;

/// <summary>A credential that is of no use when it comes.</summary>
internal sealed class HelperEnded() : HelperRunCheck(
    "KA706", DiagnosticSeverity.Error,
    "A helper returns a credential that has expired or expires very soon",
    "Claude Code keeps the credential for an hour, and retries for minutes with an expired key before it gives up.")
{
    protected override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context, HelperRun run)
    {
        if (run.Answer is { Fault: HelperFault.Ended } answer)
        {
            yield return Seen(context, run, answer.Detail, "Make the helper renew the credential earlier, and end with an error if that fails. 'claude-aws export' does both.");
        }
    }
}
