using System.Text;

namespace Keepalive.Core.Tests.Fuzz;

/// <summary>
/// Damages JSON by its parts, which a change of bytes seldom meets: puts a value of another kind or out of all range in the place of one, writes a
/// name twice, nests deeply. Half of the inputs are damaged as bytes as well.
/// </summary>
/// <param name="random">Decides.</param>
/// <param name="corpus">Good inputs.</param>
internal sealed class JsonMutator(Random random, IReadOnlyList<byte[]> corpus)
{
    /// <summary>What no reader should stumble over, where it expects something else.</summary>
    private static readonly string[] s_values =
    [
        "null", "true", "false", "[]", "{}", "0", "-1", "1e999", "-1e999", "1.5", "NaN", "Infinity", "2147483648", "-2147483649", "9223372036854775807", "9223372036854775808",
        "99999999999999999999999999", "\"\"", "\" \"", "\"\\uD800\"", "\"\\uDC00x\"", "\"\\u0000\"", "\"\\u001b[31m\"", "\"0\"", "\"-1\"", "\"99999999999999999999\"", "\"NaN\"",
        "\"0000-00-00T00:00:00Z\"", "\"0001-01-01T00:00:00Z\"", "\"1969-12-31T23:59:59Z\"", "\"9999-12-31T23:59:59Z\"", "\"9999-12-31T23:59:59-14:00\"", "\"10000-01-01T00:00:00Z\"",
        "\"2026-11-21T12:30:00+14:00\"", "\"9999999999999\"", "\"1795264200\"", "[null]", "[[]]", "[{}]", "[\"a\",1]", "{\"a\":null}", "{\"a\":1,\"a\":2}",
        new string('[', 63) + new string(']', 63), new string('[', 70) + new string(']', 70), string.Concat(Enumerable.Repeat("{\"a\":", 70)) + "1" + new string('}', 70), "\"" + new string('x', 5000) + "\"",
    ];

    private static readonly byte[][] s_pieces =
    [
        .. new[] { "{", "}", "[", "]", "\"", "\\", ",", ":", "//", "/*", "*/", "\n", "\0", "\uFEFF", "\\uD800", "\\u", "é", " ", "-", "e9" }.Select(Encoding.UTF8.GetBytes),
        [0xFF],
        [0xED, 0xA0, 0x80],
    ];

    public byte[] Make()
    {
        byte[] input = corpus[random.Next(corpus.Count)];
        if (random.Next(20) == 0)
        {
            byte[] noise = new byte[random.Next(64)];
            random.NextBytes(noise);
            return noise;
        }

        for (int times = random.Next(4); times > 0; times--)
        {
            input = Swap(Encoding.UTF8.GetString(input));
        }

        return random.Next(2) == 0 ? input : new Mutator(random, [input, .. corpus], s_pieces).Make();
    }

    /// <summary>Replaces one value, or repeats a member with another value.</summary>
    private byte[] Swap(string text)
    {
        List<(int Start, int End)> tokens = Tokens(text);
        if (tokens.Count == 0)
        {
            return Encoding.UTF8.GetBytes(text);
        }

        (int start, int end) = tokens[random.Next(tokens.Count)];
        string value = random.Next(4) == 0 && tokens[random.Next(tokens.Count)] is var other ? text[other.Start..other.End] : s_values[random.Next(s_values.Length)];
        bool isName = end < text.Length && text[end..].TrimStart().StartsWith(':');
        string changed = isName
            ? text[..start] + text[start..end] + ":" + value + "," + text[start..]
            : text[..start] + value + text[end..];
        return Encoding.UTF8.GetBytes(changed);
    }

    private static List<(int Start, int End)> Tokens(string text)
    {
        List<(int, int)> tokens = [];
        for (int position = 0; position < text.Length;)
        {
            int start = position;
            if (text[position] == '"')
            {
                for (position++; position < text.Length && text[position] != '"'; position++)
                {
                    position += text[position] == '\\' ? 1 : 0;
                }

                position = Math.Min(position + 1, text.Length);
                tokens.Add((start, position));
            }
            else if (char.IsLetterOrDigit(text[position]) || text[position] == '-')
            {
                while (position < text.Length && (char.IsLetterOrDigit(text[position]) || text[position] is '-' or '.' or '+'))
                {
                    position++;
                }

                tokens.Add((start, position));
            }
            else
            {
                position++;
            }
        }

        return tokens;
    }
}
