using System.Text;
using Keepalive.Secrets;

namespace Keepalive.Login;

/// <summary>
/// Takes out of a text what nobody may read later: every secret that was typed in this run, the beginning of one at the end of the text, and
/// whatever looks like a key or a token. Owns the secrets, and zeroes them.
/// </summary>
internal sealed class Redaction : IDisposable
{
    /// <summary>What stands where something was.</summary>
    public const string Mark = "(redacted)";

    private const int ShortestBeginning = 2;
    private const int LongestHarmless = 31;

    private readonly List<Secret> _secrets = [];

    /// <summary>Takes the secret over.</summary>
    public void Add(Secret secret) => _secrets.Add(secret);

    /// <summary>The text without them.</summary>
    public string Clean(string text)
    {
        foreach (Secret secret in _secrets)
        {
            using var characters = new SecretCharacters(secret.Utf8);
            text = Without(text, characters.Span);
        }

        return WithoutMasks(WithoutTokens(text));
    }

    /// <summary>Zeroes them.</summary>
    public void Dispose()
    {
        foreach (Secret secret in _secrets)
        {
            secret.Dispose();
        }
    }

    private static string Without(string text, ReadOnlySpan<char> secret)
    {
        if (secret.IsEmpty)
        {
            return text;
        }

        for (int start = text.AsSpan().IndexOf(secret); start >= 0; start = text.AsSpan().IndexOf(secret))
        {
            text = string.Concat(text.AsSpan(0, start), Mark, text.AsSpan(start + secret.Length));
            if (Mark.AsSpan().Contains(secret, StringComparison.Ordinal))
            {
                return text; // It would be found for ever.
            }
        }

        for (int length = Math.Min(secret.Length - 1, text.Length); length >= ShortestBeginning; length--)
        {
            if (text.AsSpan().EndsWith(secret[..length]))
            {
                return string.Concat(text.AsSpan(0, text.Length - length), Mark);
            }
        }

        return text;
    }

    /// <summary>How many stars a tool has shown is how long the password is.</summary>
    private static string WithoutMasks(string text)
    {
        int start = text.IndexOf("**", StringComparison.Ordinal);
        return start < 0 ? text : string.Concat(text.AsSpan(0, start), "*", WithoutMasks(text[start..].TrimStart('*')));
    }

    /// <summary>A long run of the letters of Base64 that has capitals, small letters and digits is no word. The parts of an ARN and of an address may be long, but are seldom all that.</summary>
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
            if (IsSecretRun(run))
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

    private static bool IsSecretRun(ReadOnlySpan<char> run) =>
        run.Length > LongestHarmless && run.ContainsAnyInRange('0', '9') && run.ContainsAnyInRange('a', 'z') && run.ContainsAnyInRange('A', 'Z')
        || (run.Length == 20 && (run.StartsWith("ASIA") || run.StartsWith("AKIA")))
        || (run.Length > 10 && run.StartsWith("eyJ")); // JSON in Base64: a part of a JWT.

    private static bool IsOfToken(char character) => char.IsAsciiLetterOrDigit(character) || character is '+' or '/' or '=' or '_' or '-' or '%';
}
