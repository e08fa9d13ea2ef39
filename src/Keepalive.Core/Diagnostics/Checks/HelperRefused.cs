using Keepalive.Diagnostics.HelperRuns;

namespace Keepalive.Diagnostics.Checks;

/// <summary>Output that Claude Code does not take.</summary>
internal sealed class HelperRefused() : HelperRunCheck(
    "KA702", DiagnosticSeverity.Error,
    "A helper does not print what Claude Code takes",
    "The slot stays empty; after a refused export Claude Code falls back on its default chain, which may be somebody else.")
{
    protected override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context, HelperRun run)
    {
        if (run.Answer is { Fault: HelperFault.Refused } answer)
        {
            yield return Seen(context, run, answer.Detail, "Run 'claude-aws install', or let it print the JSON that about_KeepaliveDiagnostics shows.");
        }
    }
}
