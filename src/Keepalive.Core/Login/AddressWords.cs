using System.Text.RegularExpressions;

namespace Keepalive.Login;

/// <summary>Finds the address that a tool shows a person to open, and the code to enter there.</summary>
/// <param name="inSentence">An invitation with the address in it.</param>
/// <param name="alone">A row that is an address.</param>
/// <param name="invitation">A row that an address may follow.</param>
/// <param name="codes">The code.</param>
internal sealed class AddressWords(IReadOnlyList<Regex> inSentence, Regex alone, Regex invitation, IReadOnlyList<Regex> codes)
{
    /// <summary>A longer address is not made to be opened by hand.</summary>
    private const int LongestAddress = 2048;

    /// <summary>The address; null when the row has none that can be trusted to be one: https alone, and every character of it can be seen.</summary>
    /// <param name="row">The row.</param>
    /// <param name="before">The row before it.</param>
    public string? FindAddress(RowText row, string? before)
    {
        if (!row.Whole.Contains("https://", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        foreach (Regex pattern in inSentence)
        {
            if (row.Find(pattern) is { } match)
            {
                return Check(match.Groups["address"].Value);
            }
        }

        return before is not null && RecipePattern.Find(invitation, before) is not null && row.Find(alone) is { } found ? Check(found.Groups["address"].Value) : null;
    }

    /// <summary>The code; null when the row has none.</summary>
    public string? FindCode(string row)
    {
        // A line of a flood of output costs one search and no pattern.
        if (!row.Contains('-') && !row.Contains("code", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        foreach (Regex pattern in codes)
        {
            if (RecipePattern.Find(pattern, row) is { } match)
            {
                return match.Groups["code"].Value;
            }
        }

        return null;
    }

    /// <summary>The address as a browser takes it, without what ends a sentence; null where it is none.</summary>
    public static string? Check(string text)
    {
        string address = text.Trim().TrimEnd('.', ',', ';', ':', '!', ')', ']', '}', '\u2026');
        return address.Length <= LongestAddress && address.All(char.IsAscii) && VisibleText.Is(address) && !address.Contains(' ')
            && Uri.TryCreate(address, UriKind.Absolute, out Uri? uri) && uri.Scheme == Uri.UriSchemeHttps && uri.UserInfo.Length == 0 && uri.Host.Length > 0
                ? address
                : null;
    }
}
