namespace Keepalive.Credentials;

/// <summary>
/// Keys in environment variables. They are asked only when nobody named a profile: a name is a decision, and keys that
/// some shell left behind must not override it.
/// </summary>
internal static class EnvironmentKeys
{
    private const string Where = "the environment variables AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN";

    /// <summary>The credential, or null when neither key nor secret is set.</summary>
    /// <exception cref="KeepaliveException">Half a pair, or malformed.</exception>
    public static AwsCredential? Find(SystemEnvironment environment)
    {
        var material = new KeyMaterial(
            environment.Get("AWS_ACCESS_KEY_ID"), environment.Get("AWS_SECRET_ACCESS_KEY"), environment.Get("AWS_SESSION_TOKEN"), Where);
        if (material.IsAbsent)
        {
            return null;
        }

        // Written by 'aws configure export-credentials --format env', aws-vault and our own export.
        const string Variable = "AWS_CREDENTIAL_EXPIRATION";
        CredentialExpiry? expiry = environment.Get(Variable) is { } value ? ExpiryDiscovery.Read(value, Variable) : null;
        return material.ToCredential(null, expiry, new CredentialOrigin(CredentialSourceKind.Environment, "environment variables"));
    }
}
