using System.Text;

namespace Keepalive.Host.Output;

/// <summary>Sentences in the columns of the terminal; in a file or a pipe in 80.</summary>
internal static class Paragraph
{
    private static readonly int s_width = TerminalDisplay.Width ?? 80;

    /// <summary>Breaks between words; a path or an address stays whole, so that it can be copied.</summary>
    /// <param name="text">Takes it, with its end of line.</param>
    /// <param name="margin">What stands before the first word; the other lines begin below it.</param>
    /// <param name="paragraph">The words.</param>
    public static void Append(StringBuilder text, string margin, string paragraph) => Append(text, margin, paragraph, s_width);

    /// <summary>Breaks between words at another width.</summary>
    /// <param name="text">Takes it, with its end of line.</param>
    /// <param name="margin">The text before the first word; the other lines begin below it.</param>
    /// <param name="paragraph">The words.</param>
    /// <param name="width">The columns.</param>
    public static void Append(StringBuilder text, string margin, string paragraph, int width)
    {
        text.Append(margin);
        int column = margin.Length;
        foreach (string word in VisibleText.Line(paragraph).Split(' '))
        {
            if (column > margin.Length && column + 1 + word.Length > width)
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
}
