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

        return SecretShapes.Clean(text);
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
}
