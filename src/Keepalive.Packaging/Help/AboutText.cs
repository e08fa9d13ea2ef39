using System.Text;
using Markdig;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Keepalive.Packaging.Help;

/// <summary>
/// Writes an about page as the plain text that Get-Help shows: at most 80 columns, no Markdown. A table of five columns fits no
/// terminal, so each row becomes a block.
/// </summary>
/// <remarks>The layout is that of PowerShell's about_Comment_Based_Help and "Writing Help for PowerShell Modules".</remarks>
internal static class AboutText
{
    private const int Width = 80;

    private static readonly MarkdownPipeline s_pipeline = new MarkdownPipelineBuilder().UsePipeTables().Build();

    /// <summary>Writes one page.</summary>
    /// <param name="markdown">The page.</param>
    /// <returns>The text; lines end with a line feed.</returns>
    public static string Of(string markdown)
    {
        var lines = new List<string>();
        foreach (Block block in Markdown.Parse(markdown, s_pipeline))
        {
            Write(block, lines, string.Empty, string.Empty);
            lines.Add(string.Empty);
        }

        return string.Join('\n', lines).TrimEnd() + "\n";
    }

    private static void Write(Block block, List<string> lines, string first, string next)
    {
        switch (block)
        {
            case Table table:
                WriteTable(table, lines, next);
                break;
            case CodeBlock code:
                lines.AddRange(code.Lines.ToString().Split('\n').Select(line => $"{next}    {line}".TrimEnd()));
                break;
            case ListBlock list:
                WriteList(list, lines, next);
                break;
            case HeadingBlock { Level: > 2, Inline: { } words }:
                string heading = Plain(words);
                lines.AddRange([heading, new string('-', heading.Length)]);
                break;
            case LeafBlock { Inline: { } words }:
                Wrap(Plain(words), lines, first, next);
                break;
            case ContainerBlock container:
                foreach (Block inner in container)
                {
                    Write(inner, lines, first, next);
                    first = next;
                }

                break;
            default:
                throw new InvalidOperationException($"An about page has a {block.GetType().Name}, which has no plain text yet.");
        }
    }

    private static void WriteList(ListBlock list, List<string> lines, string indent)
    {
        int number = 1;
        foreach (Block item in list)
        {
            string mark = list.IsOrdered ? $"{number++}. " : "- ";
            Write(item, lines, indent + mark, indent + new string(' ', mark.Length));
        }
    }

    private static void WriteTable(Table table, List<string> lines, string indent)
    {
        List<string[]> rows = [.. table.Cast<TableRow>().Select(row => row.Cast<TableCell>().Select(Plain).ToArray())];
        string[] names = rows[0];
        foreach (string[] row in rows.Skip(1))
        {
            Wrap(row[0], lines, indent, indent);
            for (int column = 1; column < row.Length; column++)
            {
                if (row[column].Length > 0)
                {
                    string name = names[column].Length > 0 ? names[column] + ": " : string.Empty;
                    Wrap(name + row[column], lines, indent + "    ", indent + "      ");
                }
            }

            lines.Add(string.Empty);
        }

        lines.RemoveAt(lines.Count - 1);
    }

    private static void Wrap(string words, List<string> lines, string first, string next)
    {
        foreach (string sentence in words.Split('\n'))
        {
            var line = new StringBuilder(first);
            bool isEmpty = true;
            foreach (string word in sentence.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                if (!isEmpty && line.Length + 1 + word.Length > Width)
                {
                    lines.Add(line.ToString());
                    line.Clear().Append(next);
                    isEmpty = true;
                }

                line.Append(isEmpty ? string.Empty : " ").Append(word);
                isEmpty = false;
            }

            lines.Add(line.ToString());
            first = next;
        }
    }

    private static string Plain(TableCell cell) => string.Concat(cell.OfType<LeafBlock>().Select(block => block.Inline is { } words ? Plain(words) : string.Empty));

    private static string Plain(ContainerInline words)
    {
        var text = new StringBuilder();
        foreach (Inline word in words)
        {
            text.Append(word switch
            {
                LiteralInline literal => literal.Content.ToString(),
                CodeInline code => code.Content,
                LineBreakInline { IsHard: true } => "\n",
                LineBreakInline => " ",
                AutolinkInline link => link.Url,
                LinkInline { Url: { } address } link when address.StartsWith("http", StringComparison.Ordinal) => $"{Plain((ContainerInline)link)} ({address})",
                HtmlEntityInline entity => entity.Transcoded.ToString(),
                ContainerInline inner => Plain(inner),
                _ => throw new InvalidOperationException($"An about page has a {word.GetType().Name}, which has no plain text yet."),
            });
        }

        return text.ToString();
    }
}
