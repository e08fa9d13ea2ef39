using System.Security.Cryptography;
using System.Text;

namespace Keepalive.SignIn;

/// <summary>The text that the page of a sign-in on another device shows: Base64 of <c>state=…&amp;code=…</c>.</summary>
internal static class PastedCode
{
    private const int Longest = 16 * 1024;

    /// <summary>The fault of an answer, for the person; null if there is none.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="state">The state of this sign-in.</param>
    public static string? FindFault(Secret answer, string state) => Parse(answer) switch
    {
        null => "This is not the code of the sign-in page. Copy the whole code.",
        var (given, _) when !IsSame(given, state) => "This code belongs to another sign-in. Open the address above, and copy the code of that page.",
        _ => null,
    };

    /// <summary>The authorization code; null for an answer with a fault. A secret.</summary>
    public static string? Read(Secret answer, string state) => Parse(answer) is var (given, code) && IsSame(given, state) ? code : null;

    private static (string State, string Code)? Parse(Secret answer)
    {
        if (answer.Utf8.Length > Longest)
        {
            return null;
        }

        // A terminal may break a long line.
        string text = string.Concat(Encoding.UTF8.GetString(answer.Utf8).Where(static character => !char.IsWhiteSpace(character))).TrimEnd('=');
        if (Base64Url.Decode(text.Replace('+', '-').Replace('/', '_')) is not { } bytes)
        {
            return null;
        }

        string? state = null;
        string? code = null;
        foreach (string pair in Encoding.UTF8.GetString(bytes).Split('&'))
        {
            if (pair.Split('=', 2) is [var name, var value])
            {
                state = name == "state" ? Uri.UnescapeDataString(value) : state;
                code = name == "code" ? Uri.UnescapeDataString(value) : code;
            }
        }

        return state is { Length: > 0 } && code is { Length: > 0 } ? (state, code) : null;
    }

    private static bool IsSame(string given, string state) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(state));
}
