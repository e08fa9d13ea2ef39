namespace Keepalive.Secrets;

/// <summary>The kind of a secret.</summary>
public enum SecretKind
{
    /// <summary>The password that a login tool asks for.</summary>
    Password,

    /// <summary>The seed of time-based one-time codes (RFC 6238).</summary>
    Totp,
}
