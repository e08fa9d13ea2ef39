namespace Keepalive.Aws.AccessKeys;

/// <summary>
/// The three parts of a key as some source gave them, checked together. Only what an AWS key can contain passes
/// (letters, digits and Base64's signs, in practice): so a value cut by a broken file, or one that would break out of
/// a quoted string in a shell, is refused where it enters.
/// </summary>
internal sealed record KeyMaterial(string? AccessKeyId, string? SecretAccessKey, string? SessionToken, string Where)
{
    /// <summary>Neither key nor secret is there.</summary>
    public bool IsAbsent => string.IsNullOrEmpty(AccessKeyId) && string.IsNullOrEmpty(SecretAccessKey);

    /// <summary>Both are there, and the token too where the key is a temporary one.</summary>
    public bool IsComplete =>
        !string.IsNullOrEmpty(AccessKeyId) && !string.IsNullOrEmpty(SecretAccessKey) && (!IsTemporary || !string.IsNullOrEmpty(SessionToken));

    /// <summary>Temporary keys begin with ASIA (IAM user guide, "Unique identifiers").</summary>
    public bool IsTemporary => AccessKeyId?.StartsWith("ASIA", StringComparison.Ordinal) == true;

    public AwsCredential ToCredential(string? profile, CredentialExpiry? expiry, CredentialOrigin origin)
    {
        string name = profile ?? ProfileWords.Environment;
        if (string.IsNullOrEmpty(AccessKeyId) || string.IsNullOrEmpty(SecretAccessKey))
        {
            throw KeepaliveErrors.KeyPairIncomplete(name, string.IsNullOrEmpty(AccessKeyId) ? "the access key id" : "the secret access key", Where);
        }

        string? token = string.IsNullOrEmpty(SessionToken) ? null : SessionToken;
        if (!IsWord(AccessKeyId))
        {
            throw KeepaliveErrors.CredentialMalformed(name, "access key id", Where);
        }

        if (!IsPlain(SecretAccessKey))
        {
            throw KeepaliveErrors.CredentialMalformed(name, "secret access key", Where);
        }

        if (token is not null && !IsPlain(token))
        {
            throw KeepaliveErrors.CredentialMalformed(name, "session token", Where);
        }

        // A larger one would be stored, and the readers of our caches would not take it.
        if ((AccessKeyId.Length > WireText.LongestKey ? ("access key id", AccessKeyId) : SecretAccessKey.Length > WireText.LongestKey ? ("secret access key", SecretAccessKey)
            : token?.Length > WireText.LongestToken ? ("session token", token) : default) is ({ } field, { Length: var length }))
        {
            throw KeepaliveErrors.CredentialTooLong(name, field, Where, length);
        }

        return IsTemporary && token is null
            ? throw KeepaliveErrors.SessionTokenMissing(name, Where)
            : new AwsCredential(AccessKeyId, SecretAccessKey, token, expiry, origin, profile);
    }

    /// <summary>The place, never a value.</summary>
    public override string ToString() => Where;

    private static bool IsWord(string id)
    {
        foreach (char character in id)
        {
            if (!char.IsAsciiLetterOrDigit(character) && character != '_')
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsPlain(string value) =>
        !value.AsSpan().ContainsAnyExceptInRange('!', '~') && value.AsSpan().IndexOfAny("\"'`\\") < 0;
}
