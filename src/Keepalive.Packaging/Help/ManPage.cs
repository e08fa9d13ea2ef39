using System.Globalization;
using System.Text;

namespace Keepalive.Packaging.Help;

/// <summary>A manual page of section 1, made from the help of a verb (man-pages(7), groff_man(7)).</summary>
internal static class ManPage
{
    /// <summary>Writes a page.</summary>
    /// <param name="verbs">The verb, such as "config set"; empty for the program itself.</param>
    /// <param name="help">Its help.</param>
    /// <param name="release">Gives the version and the date.</param>
    public static string Of(string verbs, HelpText help, Release release)
    {
        string name = NameOf(verbs);
        List<string> description = [.. help.Lines("Description").SkipWhile(line => line.Length == 0)];
        var page = new StringBuilder();
        page.Append(CultureInfo.InvariantCulture, $".TH {name.ToUpperInvariant().Replace("-", "\\-", StringComparison.Ordinal)} 1 {release.Time.UtcDateTime:yyyy-MM-dd} \"claude\\-aws {release.Version}\"\n");
        page.Append(".SH NAME\n").Append(Escape(name)).Append(" \\-\n");
        WriteWords(page, FirstSentence(description));
        page.Append(".SH SYNOPSIS\n");
        foreach (string usage in help.Lines("Usage").Where(line => line.Length > 0))
        {
            page.Append(".B ").Append(Escape(usage)).Append('\n');
        }

        page.Append(".SH DESCRIPTION\n");
        WriteProse(page, description);
        foreach ((string heading, _) in help.Sections.Where(section => section.Heading is not ("Description" or "Usage")))
        {
            page.Append(".SH ").Append(heading.ToUpperInvariant()).Append('\n');
            foreach ((string term, string words) in help.Rows(heading))
            {
                page.Append(".TP\n.B ").Append(Escape(term)).Append('\n');
                WriteWords(page, words.Length > 0 ? words : "\\&");
            }
        }

        page.Append(".SH SEE ALSO\n");
        string[] others = verbs.Length == 0 ? [.. help.Verbs.Select(NameOf)] : [.. help.Verbs.Select(verb => NameOf($"{verbs} {verb}")), NameOf(verbs.Contains(' ', StringComparison.Ordinal) ? verbs[..verbs.LastIndexOf(' ')] : string.Empty)];
        for (int i = 0; i < others.Length; i++)
        {
            page.Append(".BR ").Append(Escape(others[i])).Append(" (1)").Append(i < others.Length - 1 ? ",\n" : "\n");
        }

        return page.ToString();
    }

    public static string NameOf(string verbs) => verbs.Length == 0 ? "claude-aws" : "claude-aws-" + verbs.Replace(' ', '-');

    // A paragraph that is indented in the help is a table, so its lines stay.
    private static void WriteProse(StringBuilder page, List<string> lines)
    {
        bool isTable = false;
        bool isNew = false;
        foreach (string line in lines)
        {
            if (line.Length == 0)
            {
                isNew = true;
                continue;
            }

            if (line.StartsWith(' ') != isTable)
            {
                isTable = !isTable;
                page.Append(isTable ? ".nf\n" : ".fi\n");
            }
            else if (isNew)
            {
                page.Append(".PP\n");
            }

            isNew = false;
            if (isTable)
            {
                page.Append(EscapeLine(line)).Append('\n');
            }
            else
            {
                WriteWords(page, line);
            }
        }

        if (isTable)
        {
            page.Append(".fi\n");
        }
    }

    // Short lines in the source, as mandoc wants them; groff fills the lines of the page.
    private static void WriteWords(StringBuilder page, string words)
    {
        var line = new StringBuilder();
        foreach (string word in words.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length > 0 && Escape(line.ToString()).Length + 1 + Escape(word).Length > 72)
            {
                page.Append(EscapeLine(line.ToString())).Append('\n');
                line.Clear();
            }

            line.Append(line.Length > 0 ? " " : string.Empty).Append(word);
        }

        page.Append(EscapeLine(line.ToString())).Append('\n');
    }

    private static string FirstSentence(List<string> lines)
    {
        string text = string.Join(' ', lines.TakeWhile(line => line.Length > 0).Select(line => line.Trim()));
        int end = text.IndexOf(". ", StringComparison.Ordinal);
        return (end < 0 ? text : text[..end]).TrimEnd('.');
    }

    // A line that begins with a dot or an apostrophe would be a request.
    private static string EscapeLine(string line) => line.StartsWith('.') || line.StartsWith('\'') ? "\\&" + Escape(line) : Escape(line);

    private static string Escape(string text) => text
        .Replace("\\&", "\0", StringComparison.Ordinal)
        .Replace("\\", "\\e", StringComparison.Ordinal)
        .Replace("-", "\\-", StringComparison.Ordinal)
        .Replace("'", "\\(aq", StringComparison.Ordinal)
        .Replace("`", "\\(ga", StringComparison.Ordinal)
        .Replace("^", "\\(ha", StringComparison.Ordinal)
        .Replace("~", "\\(ti", StringComparison.Ordinal)
        .Replace("\0", "\\&", StringComparison.Ordinal);
}
