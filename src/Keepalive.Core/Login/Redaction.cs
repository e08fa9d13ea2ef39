namespace Keepalive.Login;

/// <summary>
/// Removes secrets from a text: every secret that was typed in this run, whole, in pieces, across a line end or encoded, and
/// whatever looks like a key or a token. Owns the secrets, and zeroes them.
/// </summary>
internal sealed class Redaction : IDisposable
{
    private readonly List<(Secret Secret, SecretForms Forms)> _secrets = [];

    /// <summary>Takes the secret over.</summary>
    public void Add(Secret secret)
    {
        using var characters = new SecretCharacters(secret.Utf8);
        _secrets.Add((secret, new SecretForms(characters.Span)));
    }

    /// <summary>The row without them.</summary>
    public string Clean(string row) => Clean([row])[0];

    /// <summary>
    /// A text that is whole, such as a number to match: no secret continues behind its end. So an end that is like the beginning of a secret stays. Two
    /// digits are like the beginning of many a secret in hexadecimal digits, and a person must see them.
    /// </summary>
    public string CleanWhole(string text)
    {
        var shown = new ShownRows([text]);
        HideTyped(shown, isWhole: true);
        return SecretShapes.Clean(shown.ToStrings())[0];
    }

    /// <summary>Whether a text that is whole, such as an address, contains a typed secret, in any of its forms.</summary>
    public bool HasTyped(string text)
    {
        var shown = new ShownRows([text]);
        HideTyped(shown, isWhole: true);
        return shown.ToStrings()[0] != text;
    }

    /// <summary>Consecutive lines without secrets.</summary>
    public string[] Clean(IReadOnlyList<string> rows)
    {
        var shown = new ShownRows(rows);
        HideTyped(shown, isWhole: false);
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

    private void HideTyped(ShownRows shown, bool isWhole)
    {
        foreach ((_, SecretForms forms) in _secrets)
        {
            foreach (char[] form in forms.All)
            {
                shown.Hide(form);
                if (!isWhole)
                {
                    shown.HideBeginnings(form, form == forms.Plain ? ShownRows.ShortestBeginning : ShownRows.ShortestPiece);
                }
            }
        }
    }
}
