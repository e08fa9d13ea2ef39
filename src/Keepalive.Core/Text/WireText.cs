namespace Keepalive.Text;

/// <summary>
/// What may go into a header, a host name or a path of a request. Values of files and answers are checked with it where they enter, so that a line
/// break in one never becomes a header of its own, and a region never a foreign host.
/// </summary>
internal static class WireText
{
    private const int LongestRegion = 32;

    /// <summary>Ten times the longest that AWS gives, and less than what the readers of our files take. No server accepts a longer header.</summary>
    public const int LongestToken = 32 * 1024;

    /// <summary>For an access key id and a secret access key.</summary>
    public const int LongestKey = 4 * 1024;

    /// <summary>Visible ASCII without spaces: every token, client id, account id and role name of AWS.</summary>
    public static bool IsToken(ReadOnlySpan<char> text) => !text.IsEmpty && FindForeign(text) < 0;

    /// <summary>A token of an answer that can be stored and sent.</summary>
    public static bool IsKept(ReadOnlySpan<char> text) => text.Length <= LongestToken && IsToken(text);

    /// <summary>The place of the first character that no token has; less than 0 when there is none.</summary>
    public static int FindForeign(ReadOnlySpan<char> text) => text.IndexOfAnyExceptInRange('!', '~');

    /// <summary>Letters, digits and hyphens: one label of a host name (RFC 1123, 2.1).</summary>
    public static bool IsRegion(ReadOnlySpan<char> text)
    {
        foreach (char letter in text)
        {
            if (!char.IsAsciiLetterOrDigit(letter) && letter != '-')
            {
                return false;
            }
        }

        return text.Length is > 0 and <= LongestRegion && text[0] != '-' && text[^1] != '-';
    }
}
