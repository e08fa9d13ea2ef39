namespace Keepalive.Diagnostics.Checks;

/// <summary>Lines that no AWS tool can read.</summary>
internal sealed class SenselessLine() : DiagnosticCheck(
    "KA002", DiagnosticArea.Files, DiagnosticSeverity.Error,
    "A line of an AWS file has no sane reading",
    "The aws CLI and boto3 refuse the whole file for one such line; Claude Code passes over it.")
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context) =>
        from file in new[] { context.Config, context.Credentials }
        where file.Content is not null
        let problems = file.Content!.Document.Problems
        where problems.Count > 0
        select Found(
            $"{context.Brief(file.Path)}, line {problems[0].Line}: {problems[0].Message}" + (problems.Count > 1 ? $", and {problems.Count - 1} more" : string.Empty) + ".",
            "Mend the line, or make it a comment with # in front.",
            file.Path, problems[0].Line);
}
