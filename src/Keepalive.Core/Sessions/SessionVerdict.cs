namespace Keepalive.Sessions;

/// <summary>Whether a request with this profile would succeed, as far as this machine can tell.</summary>
public enum SessionVerdict
{
    /// <summary>The credential is good for a while.</summary>
    Valid,

    /// <summary>Good, but it ends within <c>warnMinutes</c>, and nothing renews it without a login.</summary>
    EndsSoon,

    /// <summary>Past its end, or within the last minute.</summary>
    Expired,

    /// <summary>A temporary credential whose end nothing tells.</summary>
    Unknown,

    /// <summary>A long-lived key: does not expire, and is not taken by Claude Code's <c>awsCredentialExport</c>.</summary>
    LongLived,

    /// <summary>Only running a program or asking a service would tell, and that was not wanted.</summary>
    NotAsked,

    /// <summary>The profile gives no credential; <see cref="SessionSnapshot.ErrorCode"/> says why.</summary>
    Unusable,

    /// <summary>STS refuses the key, although its end has not come.</summary>
    Revoked,
}
