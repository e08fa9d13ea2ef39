namespace Keepalive.Diagnostics.Checks;

/// <summary>Two variables that name two profiles or regions.</summary>
internal sealed class TwoProfileVariables() : DiagnosticCheck(
    "KA307", DiagnosticArea.Shadowing, DiagnosticSeverity.Warning,
    "Two variables have different values",
    "Older tools prefer AWS_DEFAULT_PROFILE and AWS_DEFAULT_REGION; newer tools prefer AWS_PROFILE and AWS_REGION.")
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context) =>
        from pair in ((string, string)[])[("AWS_PROFILE", "AWS_DEFAULT_PROFILE"), ("AWS_REGION", "AWS_DEFAULT_REGION")]
        let first = context.ClientVariable(pair.Item1)
        let second = context.ClientVariable(pair.Item2)
        where first is not null && second is not null && first != second
        select Found($"{pair.Item1} is '{first}', {pair.Item2} is '{second}'.", $"Unset {pair.Item2}.");
}
