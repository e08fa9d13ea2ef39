using System.Globalization;
using System.Text;

namespace Keepalive.Text;

/// <summary>
/// White space around names and values, as UTF-8: the characters that both Python's str.strip (the aws CLI, boto3) and JavaScript's String.trim (Claude Code's SDK)
/// remove. Browsers and chat programs paste the no-break space. A character that only one of them removes, or an invisible one that neither removes, is reported
/// with its column.
/// </summary>
internal static class Blank
{
    /// <summary>The bytes of the blanks that a text begins with.</summary>
    public static int AtStart(ReadOnlySpan<byte> text)
    {
        int length = 0;
        while (length < text.Length)
        {
            if (text[length] < 0x80)
            {
                if (!IsAscii(text[length]))
                {
                    break;
                }

                length++;
            }
            else if (Rune.DecodeFromUtf8(text[length..], out Rune rune, out int bytes) == System.Buffers.OperationStatus.Done && IsBeyondAscii(rune.Value))
            {
                length += bytes;
            }
            else
            {
                break;
            }
        }

        return length;
    }

    /// <summary>The bytes of the blanks that a text ends with.</summary>
    public static int AtEnd(ReadOnlySpan<byte> text)
    {
        int length = 0;
        while (length < text.Length)
        {
            byte last = text[^(length + 1)];
            if (last < 0x80)
            {
                if (!IsAscii(last))
                {
                    break;
                }

                length++;
            }
            else if (Rune.DecodeLastFromUtf8(text[..^length], out Rune rune, out int bytes) == System.Buffers.OperationStatus.Done && IsBeyondAscii(rune.Value))
            {
                length += bytes;
            }
            else
            {
                break;
            }
        }

        return length;
    }

    /// <summary>A blank of one byte; a carriage return is part of a Windows line end.</summary>
    public static bool IsAscii(byte value) => value is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\f' or (byte)'\v';

    /// <summary>Nothing but blanks, those of Python alone among them: the next line mark, and the separators of files, groups, records and units.</summary>
    public static bool IsPythons(ReadOnlySpan<byte> text)
    {
        while (!text.IsEmpty)
        {
            Rune.DecodeFromUtf8(text, out Rune rune, out int bytes);
            if (!(rune.IsAscii ? IsAscii((byte)rune.Value) || rune.Value is >= 0x1C and <= 0x1F : rune.Value == 0x85 || IsBeyondAscii(rune.Value)))
            {
                return false;
            }

            text = text[bytes..];
        }

        return true;
    }

    /// <summary>The first invisible character that not all tools treat as a blank: of no width, or a control character. -1 if there is none.</summary>
    /// <param name="text">UTF-8; what is none is passed over.</param>
    /// <param name="character">Which one.</param>
    public static int IndexOfInvisible(ReadOnlySpan<byte> text, out Rune character)
    {
        character = default;
        int index = 0;
        while (index < text.Length && text[index] is >= (byte)' ' and <= (byte)'~')
        {
            index++;
        }

        while (index < text.Length)
        {
            Rune.DecodeFromUtf8(text[index..], out character, out int bytes);
            if (Rune.GetUnicodeCategory(character) == UnicodeCategory.Format || (Rune.IsControl(character) && character.Value is not ('\t' or '\r' or 0)))
            {
                return index;
            }

            index += bytes;
        }

        return -1;
    }

    private static bool IsBeyondAscii(int character) =>
        character is 0xA0 or 0x1680 or (>= 0x2000 and <= 0x200A) or 0x2028 or 0x2029 or 0x202F or 0x205F or 0x3000;
}
