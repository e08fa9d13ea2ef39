using System.Globalization;
using System.Text;

namespace Keepalive.Platform.Jsonc;

/// <summary>Strings as they are written: nothing is escaped that need not be.</summary>
internal static class JsoncText
{
    public static string Encode(string text)
    {
        var encoded = new StringBuilder(text.Length + 2).Append('"');
        for (int index = 0; index < text.Length; index++)
        {
            char character = text[index];
            _ = character switch
            {
                '"' => encoded.Append("\\\""),
                '\\' => encoded.Append("\\\\"),
                '\n' => encoded.Append("\\n"),
                '\r' => encoded.Append("\\r"),
                '\t' => encoded.Append("\\t"),
                '\b' => encoded.Append("\\b"),
                '\f' => encoded.Append("\\f"),
                < ' ' => Escape(encoded, character),
                _ when char.IsHighSurrogate(character) && index + 1 < text.Length && char.IsLowSurrogate(text[index + 1]) =>
                    encoded.Append(character).Append(text[++index]),
                _ when char.IsSurrogate(character) => Escape(encoded, character),
                _ => encoded.Append(character),
            };
        }

        return encoded.Append('"').ToString();
    }

    /// <summary>Resolves the escapes of a string's inside, which is known to be well formed.</summary>
    public static string Decode(ReadOnlySpan<byte> inside)
    {
        if (!inside.Contains((byte)'\\'))
        {
            return Encoding.UTF8.GetString(inside);
        }

        string written = Encoding.UTF8.GetString(inside);
        var text = new StringBuilder(written.Length);
        for (int index = 0; index < written.Length; index++)
        {
            if (written[index] != '\\')
            {
                text.Append(written[index]);
                continue;
            }

            index++;
            text.Append(written[index] switch
            {
                'b' => '\b',
                'f' => '\f',
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                'u' => (char)ushort.Parse(written.AsSpan((index += 4) - 3, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture),
                char other => other,
            });
        }

        return text.ToString();
    }

    private static StringBuilder Escape(StringBuilder encoded, char character) =>
        encoded.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}");
}
