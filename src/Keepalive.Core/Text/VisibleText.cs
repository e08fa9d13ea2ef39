using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Keepalive.Text;

/// <summary>
/// Text as a terminal may get it. Names come from files, services and programs, and may hold whatever moves the cursor, recolours the screen, turns
/// the direction of writing or shows nothing at all. Such a character is written as its number, <c>\u{1B}</c>: it does nothing, and a person sees it.
/// </summary>
public static class VisibleText
{
    /// <summary>A tab moves the cursor, by as much as the terminal likes.</summary>
    private const string Tab = "    ";

    private const int ZeroWidthNonJoiner = 0x200C;
    private const int ZeroWidthJoiner = 0x200D;

    private enum Form
    {
        Line,
        Lines,
        Json,
    }

    /// <summary>One line: a name, a path, a sentence. A line end in it is written as its number too, so that a name can't begin a line of ours.</summary>
    /// <param name="text">The text of anybody.</param>
    [return: NotNullIfNotNull(nameof(text))]
    public static string? Line(string? text) => text is null ? null : Of(text, Form.Line);

    /// <summary>Lines of ours, with their line ends (LF, or CR and LF) and with tabs as spaces.</summary>
    /// <param name="text">The text; what others may have written in it has been through <see cref="Line"/>.</param>
    public static string Lines(string text) => Of(text, Form.Lines);

    /// <summary>A JSON document: what its writer has left as it was is escaped, so every value stays the same.</summary>
    /// <param name="json">The document. Outside of its strings it is ASCII.</param>
    public static string Json(string json) => Of(json, Form.Json);

    /// <summary>Whether the text would be shown as it is.</summary>
    /// <param name="text">The text of anybody.</param>
    public static bool Is(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return FindUncommon(text) < 0 || Line(text) == text;
    }

    private static string Of(string text, Form form)
    {
        ArgumentNullException.ThrowIfNull(text);
        int start = FindUncommon(text);
        if (start < 0)
        {
            return text;
        }

        // One character earlier: a joiner depends on what stands before it.
        start = Math.Max(0, start - 1);
        var visible = new StringBuilder(text.Length + 16).Append(text, 0, start);
        Rune before = Rune.ReplacementChar;
        for (int index = start; index < text.Length;)
        {
            bool isWhole = Rune.DecodeFromUtf16(text.AsSpan(index), out Rune rune, out int length) == OperationStatus.Done;
            int next = index + length;
            if (!isWhole)
            {
                Escape(visible, text[index], form);
            }
            else if (form != Form.Line && (rune.Value == '\n' || (rune.Value == '\r' && next < text.Length && text[next] == '\n')))
            {
                visible.Append(rune.Value == '\n' ? "\n" : string.Empty);
            }
            else if (form == Form.Lines && rune.Value == '\t')
            {
                visible.Append(Tab);
            }
            else if (IsShown(rune) || (IsJoiner(rune) && Joins(before, text.AsSpan(next))))
            {
                visible.Append(text, index, length);
            }
            else
            {
                Escape(visible, rune.Value, form);
            }

            before = rune;
            index = next;
        }

        return visible.ToString();
    }

    /// <summary>Nearly all text contains only printable ASCII, and needs only this test.</summary>
    private static int FindUncommon(string text) => text.AsSpan().IndexOfAnyExceptInRange(' ', '~');

    private static bool IsShown(Rune rune) => Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate)
        && !IsBlank(rune.Value);

    /// <summary>Letters and marks that nothing is drawn for, though their category does not say so (Default_Ignorable_Code_Point of the Unicode standard).</summary>
    private static bool IsBlank(int value) => value is 0x034F or 0x115F or 0x1160 or 0x17B4 or 0x17B5 or (>= 0x180B and <= 0x180F) or 0x3164 or 0xFFA0 or (>= 0xE0000 and <= 0xE0FFF);

    private static bool IsJoiner(Rune rune) => rune.Value is ZeroWidthJoiner or ZeroWidthNonJoiner;

    /// <summary>Several scripts, and emoji, need a joiner between two of their own; elsewhere it hides.</summary>
    private static bool Joins(Rune before, ReadOnlySpan<char> rest) =>
        IsJoined(before) && Rune.DecodeFromUtf16(rest, out Rune after, out _) == OperationStatus.Done && IsJoined(after);

    private static bool IsJoined(Rune rune) => rune.Value > 0x2FF && rune != Rune.ReplacementChar && !IsJoiner(rune) && IsShown(rune);

    private static void Escape(StringBuilder visible, int value, Form form)
    {
        if (form != Form.Json)
        {
            visible.Append(CultureInfo.InvariantCulture, $"\\u{{{value:X}}}");
            return;
        }

        if (value <= char.MaxValue)
        {
            visible.Append(CultureInfo.InvariantCulture, $"\\u{value:X4}");
            return;
        }

        foreach (char unit in char.ConvertFromUtf32(value))
        {
            visible.Append(CultureInfo.InvariantCulture, $"\\u{(int)unit:X4}");
        }
    }
}
