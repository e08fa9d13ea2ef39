using System.Text;

namespace Keepalive.Host.Output;

/// <summary>Sentences in 80 columns.</summary>
internal static class Paragraph
{
    private const int Width = 80;

    /// <summary>Breaks between words; a path or an address stays whole, so that it can be copied.</summary>
    /// <param name="text">Takes it, with its end of line.</param>
    /// <param name="margin">What stands before the first word; the other lines begin below it.</param>
    /// <param name="paragraph">The words.</param>
    public static void Append(StringBuilder text, string margin, string paragraph)
    {
        text.Append(margin);
        int column = margin.Length;
        foreach (string word in VisibleText.Line(paragraph).Split(' '))
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
}
