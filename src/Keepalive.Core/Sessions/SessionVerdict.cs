namespace Keepalive.Sessions;

/// <summary>Whether a request with this profile would succeed, as far as this machine can tell.</summary>
public enum SessionVerdict
{
    /// <summary>The credential is valid and does not expire soon.</summary>
    Valid,

    /// <summary>The credential is valid, but it expires within <c>warnMinutes</c>, and it can't be renewed without a login.</summary>
    EndsSoon,

    /// <summary>The credential has expired, or expires within a minute.</summary>
    Expired,

    /// <summary>A temporary credential with an unknown expiry.</summary>
    Unknown,

    /// <summary>A long-lived key: it does not expire, and Claude Code does not accept it from <c>awsCredentialExport</c>.</summary>
    LongLived,

    /// <summary>The result needs a run of a program or a call of a service, and the caller did not request that.</summary>
    NotAsked,

    /// <summary>The profile gives no credential; <see cref="SessionSnapshot.ErrorCode"/> has the reason.</summary>
    Unusable,

    /// <summary>STS rejects the key before its expiry.</summary>
    Revoked,
}
