using Keepalive.Aws.AccessKeys;
using Keepalive.Aws.SecurityTokens;

namespace Keepalive.Sessions;

/// <summary>The judgement of a profile's credential at one moment.</summary>
/// <param name="Credential">The credential, valid or not; null if there is none.</param>
/// <param name="Fault">The reason why there is no credential, or why it has expired; null if it has not expired, or if its expiry is unknown.</param>
/// <param name="Standing">The answer of STS about it.</param>
internal sealed record SessionFinding(AwsCredential? Credential, KeepaliveException? Fault, KeyValidity Standing)
{
    /// <summary>STS was asked for this finding. Without that, the answer is a saved one.</summary>
    public bool WasAsked { get; init; }

    /// <summary>The time of the judgement, by the clock that it used.</summary>
    public DateTimeOffset Seen { get; init; }

    /// <summary>Whether the credential is valid, as far as is known. If STS can't be reached, it is treated as valid, so that no person is asked without need.</summary>
    public bool IsGood => Fault is null && Standing != KeyValidity.Dead;

    /// <summary>The id of the key if AWS rejects it; otherwise null.</summary>
    public string? DeadKey => Standing == KeyValidity.Dead ? Credential?.AccessKeyId : null;
}
