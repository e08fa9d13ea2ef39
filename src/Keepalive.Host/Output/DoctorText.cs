using System.Text;
using Keepalive.Diagnostics;

namespace Keepalive.Host.Output;

/// <summary>The doctor's report for a person: what to mend first stands first, the whole in one sentence last.</summary>
internal static class DoctorText
{
    private const int Width = 80;
    private const int Indent = 7;

    public static string Of(DiagnosticReport report)
    {
        var text = new StringBuilder();
        foreach (IGrouping<DiagnosticSeverity, DiagnosticFinding> group in report.Findings.GroupBy(finding => finding.Severity))
        {
            text.Append(Heading(group.Key)).Append("\n\n");
            foreach (DiagnosticFinding finding in group)
            {
                Append(text, $"{finding.Id}  {finding.Title}", Indent, hanging: true);
                Append(text, finding.Seen, Indent);
                Append(text, $"Why: {finding.Why}", Indent);
                Append(text, $"Do:  {finding.Remedy}", Indent);
                text.Append('\n');
            }
        }

        Append(text, report.Sentence, 0);
        return text.ToString().TrimEnd('\n');
    }

    private static string Heading(DiagnosticSeverity severity) => severity switch
    {
        DiagnosticSeverity.Error => "Mend first (errors)",
        DiagnosticSeverity.Warning => "Mend before it hurts (warnings)",
        _ => "Good to know",
    };

    /// <summary>Breaks between words; a path or an address stays whole, so that it can be copied.</summary>
    private static void Append(StringBuilder text, string paragraph, int indent, bool hanging = false)
    {
        int column = hanging ? 0 : indent;
        text.Append(' ', column);
        bool isFirst = true;
        foreach (string word in Printable(paragraph).Split(' '))
        {
            if (!isFirst && column + 1 + word.Length > Width)
            {
                text.Append('\n').Append(' ', indent);
                column = indent;
                isFirst = true;
            }

            text.Append(isFirst ? string.Empty : " ").Append(word);
            column += word.Length + (isFirst ? 0 : 1);
            isFirst = false;
        }

        text.Append('\n');
    }

    /// <summary>A name out of a file may hold anything, and must not drive the terminal.</summary>
    private static string Printable(string text) => string.Concat(text.Select(character => char.IsControl(character) ? '?' : character));
}
