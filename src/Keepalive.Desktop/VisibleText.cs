using System.Globalization;
using System.Text;

namespace Keepalive.Text;

/// <summary>
/// Text that was typed here, as a terminal may get it. What comes from the companion is so already; that rule has every character of every script,
/// this one escapes what it does not need to know.
/// </summary>
internal static class VisibleText
{
    public static string? Line(string? text)
    {
        if (text is null || Is(text))
        {
            return text;
        }

        var visible = new StringBuilder();
        foreach (char sign in text)
        {
            if (IsShown(sign))
            {
                visible.Append(sign);
            }
            else
            {
                visible.Append("\\u{").Append(((int)sign).ToString("X", CultureInfo.InvariantCulture)).Append('}');
            }
        }

        return visible.ToString();
    }

    public static bool Is(string text) => text.All(IsShown);

    private static bool IsShown(char sign) => char.GetUnicodeCategory(sign) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate);
}
