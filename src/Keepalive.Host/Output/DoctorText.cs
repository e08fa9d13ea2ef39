using System.Text;
using Keepalive.Diagnostics;

namespace Keepalive.Host.Output;

/// <summary>The doctor's report for a person: what to mend first stands first, the whole in one sentence last.</summary>
internal static class DoctorText
{
    /// <summary>The width of an id and of what stands below it.</summary>
    public const int Indent = 7;

    private const int Width = 80;

    public static string Of(DiagnosticReport report)
    {
        var text = new StringBuilder();
        foreach (IGrouping<DiagnosticSeverity, DiagnosticFinding> group in report.Findings.GroupBy(finding => finding.Severity))
        {
            text.Append(Heading(group.Key)).Append("\n\n");
            foreach (DiagnosticFinding finding in group)
            {
                Append(text, finding.Id.PadRight(Indent), finding.Title);
                Append(text, new string(' ', Indent), finding.Seen);
                Append(text, new string(' ', Indent) + "Why: ", finding.Why);
                Append(text, new string(' ', Indent) + (finding.Fixable ? "Fix: " : "Do:  "), finding.Remedy);
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
            Append(text, string.Empty, "What is marked with Fix, 'claude-aws doctor --fix' does; add --what-if to see the changes first.");
        }

        Append(text, string.Empty, report.Sentence);
        return text.ToString().TrimEnd('\n');
    }

    /// <summary>For a person who wonders which of several files counts.</summary>
    private static void AppendHelpers(StringBuilder text, IReadOnlyList<ClaudeHelper> helpers)
    {
        if (helpers.Count == 0)
        {
            return;
        }

        text.Append("What Claude Code calls\n\n");
        foreach (ClaudeHelper helper in helpers)
        {
            Append(text, new string(' ', Indent), $"{helper.Slot}: {helper.Command}");
            Append(text, new string(' ', Indent + 2), $"{(helper.Counts ? "from" : "not called: overruled in")} {helper.Place} ({helper.Scope.ToLowerInvariant()})");
        }

        text.Append('\n');
    }

    private static string Heading(DiagnosticSeverity severity) => severity switch
    {
        DiagnosticSeverity.Error => "Mend first (errors)",
        DiagnosticSeverity.Warning => "Mend before it hurts (warnings)",
        _ => "Good to know",
    };

    /// <summary>Breaks between words; a path or an address stays whole, so that it can be copied.</summary>
    public static void Append(StringBuilder text, string margin, string paragraph)
    {
        text.Append(margin);
        int column = margin.Length;
        foreach (string word in Printable(paragraph).Split(' '))
        {
            if (column > margin.Length && column + 1 + word.Length > Width)
            {
                text.Append('\n').Append(' ', margin.Length);
                column = margin.Length;
            }

            string gap = column > margin.Length ? " " : string.Empty;
            text.Append(gap).Append(word);
            column += gap.Length + word.Length;
        }

        text.Append('\n');
    }

    /// <summary>A name out of a file may hold anything, and must not drive the terminal.</summary>
    private static string Printable(string text) => string.Concat(text.Select(character => char.IsControl(character) ? '?' : character));
}
