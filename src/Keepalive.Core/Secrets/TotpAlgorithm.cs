namespace Keepalive.Secrets;

/// <summary>The hash of a one-time code. Source: RFC 6238, 1.2.</summary>
public enum TotpAlgorithm
{
    /// <summary>HMAC-SHA-1, the usual algorithm.</summary>
    Sha1,

    /// <summary>HMAC-SHA-256.</summary>
    Sha256,

    /// <summary>HMAC-SHA-512.</summary>
    Sha512,
}
