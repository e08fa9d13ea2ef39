using Keepalive.Diagnostics.Facts;
using Keepalive.Diagnostics.Findings;

namespace Keepalive.Diagnostics.HelperRuns;

/// <summary>One check of the helper runs. Helpers are run only on request.</summary>
/// <param name="id">Stable for ever.</param>
/// <param name="severity">The most that a finding of it can be.</param>
/// <param name="title">The condition in a few words.</param>
/// <param name="why">What comes of it.</param>
internal abstract class HelperRunCheck(string id, DiagnosticSeverity severity, string title, string why)
    : DiagnosticCheck(id, DiagnosticArea.Helpers, severity, title, why)
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context) => (context.HelperRuns ?? []).SelectMany(run => Examine(context, run));

    protected abstract IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context, HelperRun run);

    /// <summary>Claude Code can do without a status line and a hook.</summary>
    protected DiagnosticFinding Seen(DiagnosticContext context, HelperRun run, string what, string remedy, DiagnosticSeverity? milder = null) => Found(
        $"{run.Helper.Slot} in {run.Helper.Setting.Place(context)} ({run.Helper.Shown}): {what}.", remedy, run.Helper.Setting.File.Path, run.Helper.Setting.Line,
        milder ?? (run.Helper.IsMinor && Severity == DiagnosticSeverity.Error ? DiagnosticSeverity.Warning : null));
}
