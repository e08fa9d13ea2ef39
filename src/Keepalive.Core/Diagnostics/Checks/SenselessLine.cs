using Keepalive.Profiles;

namespace Keepalive.Diagnostics.Checks;

/// <summary>Lines that no AWS tool can read.</summary>
internal sealed class SenselessLine() : DiagnosticCheck(
    "KA002", DiagnosticArea.Files, DiagnosticSeverity.Error,
    "A line of an AWS file is not valid",
    "Tools read it differently: for most such lines the aws CLI and boto3 reject the whole file, and Claude Code ignores the line.")
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context) =>
        from file in new[] { context.Config, context.Credentials }
        where file.Content is not null
        let problems = Problems(file.Content!.Document)
        where problems.Length > 0
        select new DiagnosticFinding(
            Id, Area, Severity, Title,
            $"{context.Brief(file.Path)}, line {problems[0].Line}, column {problems[0].Column}: {problems[0].Message}" + (problems.Length > 1 ? $", and {problems.Length - 1} more" : string.Empty) + ".",
            problems[0].Reading,
            "Correct the line, or put # before it to make it a comment.",
            file.Path, problems[0].Line);

    /// <summary>Those of the lines, and those of the values, which are looked at one by one.</summary>
    private static IniProblem[] Problems(IniDocument document)
    {
        List<IniProblem> found = [.. document.Problems];
        for (int section = 0; section < document.Sections.Count; section++)
        {
            if (document.Sections[section].Type != IniSectionType.Other)
            {
                document.PropertiesOf(section, found);
            }
        }

        return [.. found.OrderBy(problem => problem.Line)];
    }
}
