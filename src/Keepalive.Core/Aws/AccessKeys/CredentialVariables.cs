namespace Keepalive.Aws.AccessKeys;

/// <summary>A credential as the environment variables that every AWS tool reads.</summary>
public static class CredentialVariables
{
    /// <summary>
    /// The variables to set; null means remove. AWS_PROFILE is removed with the old keys: the JavaScript SDK ignores keys
    /// in the environment while it is set.
    /// </summary>
    /// <param name="credential">The credential; its expiry is not judged here.</param>
    public static IReadOnlyList<KeyValuePair<string, string?>> Of(AwsCredential credential)
    {
        ArgumentNullException.ThrowIfNull(credential);
        return
        [
            new("AWS_ACCESS_KEY_ID", credential.AccessKeyId),
            new("AWS_SECRET_ACCESS_KEY", credential.SecretAccessKey),
            new("AWS_SESSION_TOKEN", credential.SessionToken),
            new("AWS_CREDENTIAL_EXPIRATION", credential.Expiry is { } expiry ? Timestamp.Format(expiry.Instant) : null),
            new("AWS_PROFILE", null),
            new("AWS_DEFAULT_PROFILE", null),
        ];
    }
}
