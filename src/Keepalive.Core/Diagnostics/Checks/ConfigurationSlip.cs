namespace Keepalive.Diagnostics.Checks;

/// <summary>A key or value of Keepalive's configuration file that is ignored.</summary>
internal sealed class ConfigurationSlip() : DiagnosticCheck(
    "KA009", DiagnosticArea.Files, DiagnosticSeverity.Warning,
    "A setting of Keepalive is ignored",
    "Keepalive uses the default instead. The setting is probably misspelt or has an invalid value.")
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context) => context.Configuration.Problems
        .Select(problem => Found(problem.Sentence, "Correct it. 'claude-aws config' shows the values in use.", problem.Line > 0 ? problem.Place : null, problem.Line > 0 ? problem.Line : null));
}
