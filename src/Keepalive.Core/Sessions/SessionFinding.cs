using Keepalive.Aws.AccessKeys;
using Keepalive.Aws.SecurityTokens;

namespace Keepalive.Sessions;

/// <summary>What a profile has at one moment, judged.</summary>
/// <param name="Credential">The credential, good or not; null when there is none.</param>
/// <param name="Fault">Why there is none, or why it has ended; null when its end is far enough or not known.</param>
/// <param name="Standing">What STS says of it.</param>
internal sealed record SessionFinding(AwsCredential? Credential, KeepaliveException? Fault, KeyValidity Standing)
{
    /// <summary>STS was asked at this moment; what it said before is remembered for a while.</summary>
    public bool WasAsked { get; init; }

    /// <summary>When it was looked at, by the clock that judged it.</summary>
    public DateTimeOffset Seen { get; init; }

    /// <summary>Good as far as anybody can tell: STS that can't be reached is no reason to trouble a person.</summary>
    public bool IsGood => Fault is null && Standing != KeyValidity.Dead;

    /// <summary>The key that AWS takes no longer; null when it is not that.</summary>
    public string? DeadKey => Standing == KeyValidity.Dead ? Credential?.AccessKeyId : null;
}
