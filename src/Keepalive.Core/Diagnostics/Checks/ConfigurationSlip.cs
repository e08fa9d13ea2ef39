namespace Keepalive.Diagnostics.Checks;

/// <summary>A key or value of our own configuration that counts for nothing.</summary>
internal sealed class ConfigurationSlip() : DiagnosticCheck(
    "KA009", DiagnosticArea.Files, DiagnosticSeverity.Warning,
    "A setting of Keepalive counts for nothing",
    "It was probably meant to, and the default holds instead.")
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context) => context.Configuration.Problems
        .Select(problem => Found(problem.Sentence, "Correct it; 'claude-aws config' shows what counts.", problem.Line > 0 ? problem.Place : null, problem.Line > 0 ? problem.Line : null));
}
