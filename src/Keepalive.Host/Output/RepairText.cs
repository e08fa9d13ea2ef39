using System.Text;
using Keepalive.Diagnostics.Findings;

namespace Keepalive.Host.Output;

/// <summary>The result of a repair, for a person.</summary>
internal static class RepairText
{
    public const string Nothing = "None of the findings can be repaired automatically.";

    public const string NothingToUndo = "There is no repair to undo.";

    private const int Margin = 14;

    public static string Of(IReadOnlyList<DiagnosticFinding> findings, IReadOnlyList<string> changed, IReadOnlyList<string> backups)
    {
        if (findings.Count == 0)
        {
            return Nothing + "\n";
        }

        var text = new StringBuilder();
        foreach (DiagnosticFinding finding in findings)
        {
            Paragraph.Append(text, $"Repaired {finding.Id}".PadRight(Margin + 2), finding.Seen);
        }

        return text.Append(Files("Changed", changed)).Append(Files("Backup", backups))
            .Append("'claude-aws doctor --undo' undoes this repair. Remaining findings:\n").ToString();
    }

    public static string OfUndo(IReadOnlyList<string> changed) => changed.Count == 0
        ? "All files already have their content from before the repair."
        : Files("Restored", changed).TrimEnd('\n');

    private static string Files(string word, IReadOnlyList<string> paths) => string.Concat(paths.Select(path => $"{word.PadRight(Margin + 2)}{VisibleText.Line(path)}\n"));
}
