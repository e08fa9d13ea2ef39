using Keepalive.Diagnostics.HelperRuns;

namespace Keepalive.Diagnostics.Checks;

/// <summary>A helper that was left alone.</summary>
internal sealed class HelperNotRun() : HelperRunCheck(
    "KA708", DiagnosticSeverity.Information,
    "A helper was not run",
    "The doctor could not check it.")
{
    protected override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context, HelperRun run)
    {
        if (run.Ending == HelperEnding.NotRun)
        {
            yield return Seen(context, run, run.Reason!, "Run the helper yourself in a terminal.");
        }
    }
}
