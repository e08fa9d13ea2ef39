using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;

namespace Keepalive.Text;

/// <summary>
/// Text that looks like a secret although it was not typed: keys and tokens that a tool shows, in four shapes. A value after a name for secrets, a
/// long mixture of letters and digits, a shorter random-looking one, and hexadecimal digits.
/// </summary>
internal static partial class SecretShapes
{
    /// <summary>The replacement for a removed secret.</summary>
    public const string Mark = "(redacted)";

    private const int LongestHarmless = 31;
    private const int ShortestMixture = 16;
    private const int ShortestUnmixed = 12;

    /// <summary>A row that is shorter was not broken at the terminal's width.</summary>
    private const int ShortestBroken = 40;
    private const int ShortestRest = 2;

    private static readonly SearchValues<char> s_hexadecimal = SearchValues.Create("0123456789abcdefABCDEF");

    /// <summary>The text without them.</summary>
    public static string Clean(string text) => WithoutMasks(WithoutTokens(WithoutNamed(text)));

    /// <summary>Consecutive lines without secrets: if one line ends in a token, the token may continue in the next line.</summary>
    public static string[] Clean(IReadOnlyList<string> rows)
    {
        var cleaned = new string[rows.Count];
        bool isOpen = false;
        for (int index = 0; index < rows.Count; index++)
        {
            string row = rows[index];
            int rest = isOpen ? LeadingRest(row) : 0;
            cleaned[index] = rest > 0 ? Mark + Clean(row[rest..]) : Clean(row);
            isOpen = (rest > 0 && rest == row.Length)
                || (row.Length >= ShortestBroken && cleaned[index].EndsWith(Mark, StringComparison.Ordinal) && !row.EndsWith(Mark, StringComparison.Ordinal));
        }

        return cleaned;
    }

    /// <summary>The length of the end of a token at the beginning of a line: characters of a token up to white space or the end, and not a plain word.</summary>
    private static int LeadingRest(string row)
    {
        int end = 0;
        while (end < row.Length && IsOfToken(row[end]))
        {
            end++;
        }

        ReadOnlySpan<char> run = row.AsSpan(0, end);
        bool isPlainWord = !run.ContainsAnyInRange('0', '9') && !(run.Length > 1 && run[1..].ContainsAnyInRange('A', 'Z')) && !run.ContainsAny('+', '/', '=');
        return end >= ShortestRest && (end == row.Length || row[end] == ' ') && !isPlainWord ? end : 0;
    }

    /// <summary>A value without a digit may be a word of a sentence: <c>Invalid token: expired</c>.</summary>
    private static string WithoutNamed(string text)
    {
        try
        {
            return Named().Replace(text, match => match.Groups["value"] is { ValueSpan: var value }
                && (value.ContainsAnyInRange('0', '9') || value.Length >= ShortestUnmixed) ? match.Groups["name"].Value + Mark : match.Value);
        }
        catch (RegexMatchTimeoutException)
        {
            return Mark; // Its content is unknown.
        }
    }

    /// <summary>How many stars a tool has shown is how long the password is.</summary>
    private static string WithoutMasks(string text)
    {
        int start = text.IndexOf("**", StringComparison.Ordinal);
        return start < 0 ? text : string.Concat(text.AsSpan(0, start), "*", WithoutMasks(text[start..].TrimStart('*')));
    }

    private static string WithoutTokens(string text)
    {
        var cleaned = new StringBuilder(text.Length);
        for (int start = 0; start < text.Length;)
        {
            int end = start;
            while (end < text.Length && IsOfToken(text[end]))
            {
                end++;
            }

            ReadOnlySpan<char> run = text.AsSpan(start, end - start);
            if (IsToken(run))
            {
                cleaned.Append(Mark);
            }
            else
            {
                cleaned.Append(run);
            }

            if (end < text.Length)
            {
                cleaned.Append(text[end++]);
            }

            start = end;
        }

        return cleaned.ToString();
    }

    private static bool IsToken(ReadOnlySpan<char> run)
    {
        if (run.StartsWith("role/") || run.StartsWith("AWSReservedSSO_"))
        {
            return false; // The name of a role, which the person must be able to read.
        }

        bool isMixed = run.ContainsAnyInRange('0', '9') && run.ContainsAnyInRange('a', 'z') && run.ContainsAnyInRange('A', 'Z');
        return (isMixed && run.Length > LongestHarmless)
            || (isMixed && run.Length >= ShortestMixture && IsThrown(run))
            || (run.Length > LongestHarmless && !run.ContainsAnyExcept(s_hexadecimal))
            || (run.Length == 20 && (run.StartsWith("ASIA") || run.StartsWith("AKIA")))
            || (run.Length > 10 && run.StartsWith("eyJ")); // JSON in Base64: a part of a JWT.
    }

    /// <summary>Capitals, small letters and digits change places at least every second time. In names made of words they do more seldom.</summary>
    private static bool IsThrown(ReadOnlySpan<char> run)
    {
        int changes = 0;
        for (int index = 1; index < run.Length; index++)
        {
            changes += Kind(run[index]) != Kind(run[index - 1]) ? 1 : 0;
        }

        return changes * 2 >= run.Length;
    }

    private static int Kind(char character) => char.IsAsciiDigit(character) ? 0 : char.IsAsciiLetterLower(character) ? 1 : char.IsAsciiLetterUpper(character) ? 2 : 3;

    private static bool IsOfToken(char character) => char.IsAsciiLetterOrDigit(character) || character is '+' or '/' or '=' or '_' or '-' or '%';

    [GeneratedRegex(
        """(?<name>(?:password|passwd|passcode|passphrase|secret|token|cookie|assertion|samlresponse|authorization|credential|api.?key|access.?key)[\w-]*["']?\s*[:=]\s*(?:(?:bearer|basic)\s+)?["']?)(?!\(redacted)(?<value>[^\s"'&;,)\]}]{4,})""",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, 10_000)]
    private static partial Regex Named();
}
