using Keepalive.Diagnostics.HelperRuns;

namespace Keepalive.Diagnostics.Checks;

/// <summary>Output that Claude Code does not take.</summary>
internal sealed class HelperRefused() : HelperRunCheck(
    "KA702", DiagnosticSeverity.Error,
    "A helper prints output that Claude Code rejects",
    "Claude Code ignores the output. After a rejected export it uses its default credential chain, which may be another identity.")
{
    protected override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context, HelperRun run)
    {
        if (run.Answer is { Fault: HelperFault.Refused } answer)
        {
            yield return Seen(context, run, answer.Detail, "Run 'claude-aws install', or make the helper print the JSON that about_KeepaliveDiagnostics shows.");
        }
    }
}
