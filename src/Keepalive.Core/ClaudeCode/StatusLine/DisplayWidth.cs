using System.Text;

namespace Keepalive.ClaudeCode.StatusLine;

/// <summary>How many columns a text takes in a terminal: escape sequences none, wide characters two.</summary>
internal static class DisplayWidth
{
    private const char Escape = '\e';
    private const char Bell = '\a';

    public static int Of(ReadOnlySpan<char> text)
    {
        int width = 0;
        while (!text.IsEmpty)
        {
            if (text[0] == Escape)
            {
                text = text[SequenceLength(text)..];
                continue;
            }

            Rune.DecodeFromUtf16(text, out Rune rune, out int length);
            width += Of(rune);
            text = text[length..];
        }

        return width;
    }

    private static int Of(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        System.Globalization.UnicodeCategory.Control
            or System.Globalization.UnicodeCategory.NonSpacingMark
            or System.Globalization.UnicodeCategory.EnclosingMark
            or System.Globalization.UnicodeCategory.Format => 0,
        _ => IsWide(rune.Value) ? 2 : 1,
    };

    /// <summary>The blocks that are wide as a whole (Unicode Standard Annex 11); single wide characters elsewhere have width one.</summary>
    private static bool IsWide(int value) => value is (>= 0x1100 and <= 0x115F) or (>= 0x2E80 and <= 0xA4CF) or (>= 0xAC00 and <= 0xD7A3)
        or (>= 0xF900 and <= 0xFAFF) or (>= 0xFE30 and <= 0xFE6F) or (>= 0xFF00 and <= 0xFF60) or (>= 0xFFE0 and <= 0xFFE6)
        or (>= 0x1F300 and <= 0x1F64F) or (>= 0x1F680 and <= 0x1F6FF) or (>= 0x1F900 and <= 0x1F9FF) or (>= 0x20000 and <= 0x3FFFD);

    /// <summary>ECMA-48: CSI to its final byte, OSC and the other strings to BEL or ST, else two characters; none where no sequence begins.</summary>
    internal static int SequenceLength(ReadOnlySpan<char> text)
    {
        if (text.Length < 2 || text[0] != Escape)
        {
            return text.IsEmpty || text[0] != Escape ? 0 : text.Length;
        }

        int end = text[1] switch
        {
            '[' => text[2..].IndexOfAnyInRange('@', '~') is >= 0 and var final ? final + 3 : text.Length,
            ']' or 'P' or 'X' or '^' or '_' => EndOfCommand(text),
            _ => 2,
        };
        return end;
    }

    private static int EndOfCommand(ReadOnlySpan<char> text)
    {
        int end = text[2..].IndexOfAny(Bell, Escape);
        return end < 0 ? text.Length : text[end + 2] == Bell ? end + 3 : Math.Min(text.Length, end + 4);
    }
}
