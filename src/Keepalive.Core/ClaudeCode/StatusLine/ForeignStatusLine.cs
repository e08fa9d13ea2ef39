using System.Buffers;
using System.Text;

namespace Keepalive.ClaudeCode.StatusLine;

/// <summary>
/// The output of another status line, as it may be shown next to ours: with its colours (SGR) and its links to web pages (OSC 8), and without
/// whatever else moves the cursor, sets the title or writes the clipboard.
/// </summary>
internal static class ForeignStatusLine
{
    private const string Control = "\e[";
    private const string Link = "\e]8;";
    private const string EndOfLink = "\e]8;;\e\\";

    private static readonly SearchValues<char> s_colour = SearchValues.Create("0123456789;:");

    /// <summary>One line of it.</summary>
    public static string Line(string line)
    {
        var shown = new StringBuilder(line.Length);
        bool isLinked = false;
        ReadOnlySpan<char> rest = line.Replace('\t', ' ');
        while (!rest.IsEmpty)
        {
            int text = rest.IndexOf('\e') is >= 0 and var escape ? escape : rest.Length;
            shown.Append(VisibleText.Line(rest[..text].ToString()));
            rest = rest[text..];
            int length = DisplayWidth.SequenceLength(rest);
            ReadOnlySpan<char> sequence = rest[..length];
            if (IsColour(sequence))
            {
                shown.Append(sequence);
            }
            else if (IsLink(sequence))
            {
                isLinked = !AddressOf(sequence).IsEmpty;
                shown.Append(sequence);
            }

            rest = rest[length..];
        }

        return shown.Append(isLinked ? EndOfLink : string.Empty).ToString();
    }

    private static bool IsColour(ReadOnlySpan<char> sequence) =>
        sequence.StartsWith(Control) && sequence[^1] == 'm' && !sequence[Control.Length..^1].ContainsAnyExcept(s_colour);

    /// <summary>Printable, ended, and to a web page or (the end of a link) to nowhere.</summary>
    private static bool IsLink(ReadOnlySpan<char> sequence)
    {
        ReadOnlySpan<char> address = AddressOf(sequence);
        return sequence.StartsWith(Link) && (sequence[^1] == '\a' || sequence.EndsWith("\e\\"))
            && !Body(sequence).ContainsAnyExceptInRange('!', '~') && Body(sequence).Contains(';')
            && (address.IsEmpty || address.StartsWith("https://") || address.StartsWith("http://"));
    }

    private static ReadOnlySpan<char> AddressOf(ReadOnlySpan<char> sequence)
    {
        ReadOnlySpan<char> body = Body(sequence);
        return body[(body.IndexOf(';') + 1)..];
    }

    /// <summary>Parameters and address.</summary>
    private static ReadOnlySpan<char> Body(ReadOnlySpan<char> sequence)
    {
        if (!sequence.StartsWith(Link))
        {
            return [];
        }

        ReadOnlySpan<char> body = sequence[Link.Length..];
        return body.EndsWith("\e\\") ? body[..^2] : body.TrimEnd('\a');
    }
}
