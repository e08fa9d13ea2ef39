using System.Text;
using Keepalive.Diagnostics;
using Keepalive.Diagnostics.Findings;

namespace Keepalive.Host.Output;

/// <summary>The doctor's report for a person: the most important finding first, a summary in one sentence last.</summary>
internal static class DoctorText
{
    /// <summary>The width of an id and of the text below it.</summary>
    public const int Indent = 7;

    public static string Of(DiagnosticReport report)
    {
        var text = new StringBuilder();
        foreach (IGrouping<DiagnosticSeverity, DiagnosticFinding> group in report.Findings.GroupBy(finding => finding.Severity))
        {
            text.Append(Heading(group.Key)).Append("\n\n");
            foreach (DiagnosticFinding finding in group)
            {
                Paragraph.Append(text, finding.Id.PadRight(Indent), finding.Title);
                Paragraph.Append(text, new string(' ', Indent), finding.Seen);
                Paragraph.Append(text, new string(' ', Indent) + "Why: ", finding.Why);
                Paragraph.Append(text, new string(' ', Indent) + (finding.Fixable ? "Fix: " : "Do:  "), finding.Remedy);
                text.Append('\n');
            }
        }

        if (report.Network is { } network)
        {
            NetworkText.Append(text, network);
        }

        AppendHelpers(text, report.Helpers);
        if (report.Findings.Any(finding => finding.Fixable))
        {
            Paragraph.Append(text, string.Empty, "'claude-aws doctor --fix' repairs the findings that have a Fix line. Add --dry-run to see the changes first.");
        }

        Paragraph.Append(text, string.Empty, report.Sentence);
        return text.ToString().TrimEnd('\n');
    }

    /// <summary>The colour of a line of the report: of a heading whole, of an id alone.</summary>
    public static (int Length, Colour Colour) ColourOf(string line) => line switch
    {
        _ when line == Heading(DiagnosticSeverity.Error) => (line.Length, Colour.Red),
        _ when line == Heading(DiagnosticSeverity.Warning) => (line.Length, Colour.Yellow),
        _ when line == Heading(DiagnosticSeverity.Information) => (line.Length, Colour.Cyan),
        ['K', 'A', >= '0' and <= '9', >= '0' and <= '9', >= '0' and <= '9', ' ', ..] => (5, Colour.Bold),
        _ => (0, Colour.None),
    };

    /// <summary>For a person who wonders which of several files counts.</summary>
    private static void AppendHelpers(StringBuilder text, IReadOnlyList<ClaudeHelper> helpers)
    {
        if (helpers.Count == 0)
        {
            return;
        }

        text.Append("Commands that Claude Code calls\n\n");
        foreach (ClaudeHelper helper in helpers)
        {
            Paragraph.Append(text, new string(' ', Indent), $"{helper.Slot}: {helper.Command}");
            Paragraph.Append(text, new string(' ', Indent + 2), helper.Describe());
        }

        text.Append('\n');
    }

    private static string Heading(DiagnosticSeverity severity) => severity switch
    {
        DiagnosticSeverity.Error => "Errors (fix these first)",
        DiagnosticSeverity.Warning => "Warnings",
        _ => "Information",
    };
}
