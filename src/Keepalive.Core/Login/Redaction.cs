namespace Keepalive.Login;

/// <summary>
/// Removes secrets from a text: every secret that was typed in this run, whole, in pieces, across a line end or encoded, and
/// whatever looks like a key or a token. Owns the secrets, and zeroes them.
/// </summary>
internal sealed class Redaction : IDisposable
{
    /// <summary>The replacement for a removed secret.</summary>
    public const string Mark = "(redacted)";

    private readonly List<(Secret Secret, SecretForms Forms)> _secrets = [];

    /// <summary>Takes the secret over.</summary>
    public void Add(Secret secret)
    {
        using var characters = new SecretCharacters(secret.Utf8);
        _secrets.Add((secret, new SecretForms(characters.Span)));
    }

    /// <summary>The text without them.</summary>
    public string Clean(string text) => Clean([text])[0];

    /// <summary>Whether the text contains a typed secret, in any of its forms.</summary>
    public bool HasTyped(string text)
    {
        var shown = new ShownRows([text]);
        HideTyped(shown);
        return shown.ToStrings()[0] != text;
    }

    /// <summary>Consecutive lines without secrets.</summary>
    public string[] Clean(IReadOnlyList<string> rows)
    {
        var shown = new ShownRows(rows);
        HideTyped(shown);
        return SecretShapes.Clean(shown.ToStrings());
    }

    /// <summary>Zeroes them.</summary>
    public void Dispose()
    {
        foreach ((Secret secret, SecretForms forms) in _secrets)
        {
            forms.Dispose();
            secret.Dispose();
        }
    }

    private void HideTyped(ShownRows shown)
    {
        foreach ((_, SecretForms forms) in _secrets)
        {
            foreach (char[] form in forms.All)
            {
                shown.Hide(form);
            }
        }
    }
}
