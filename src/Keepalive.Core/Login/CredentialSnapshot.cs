using Keepalive.Aws.AccessKeys;
using Keepalive.Tokens;

namespace Keepalive.Login;

/// <summary>
/// What a login leaves behind, at one moment: the keys in the AWS files, the token of the session, the answer of
/// <c>credential_process</c>. Two of them, before and after, tell whether a login has brought something.
/// </summary>
/// <param name="AccessKeyId">The key; null when there is none.</param>
/// <param name="KeyEnds">Its end, UTC; null when nothing tells it.</param>
/// <param name="Token">The session's token; null when there is none.</param>
internal sealed record CredentialSnapshot(string? AccessKeyId, DateTimeOffset? KeyEnds, IRenewableToken? Token)
{
    public static CredentialSnapshot None { get; } = new(null, null, null);

    /// <summary>A new key or a later end, and more of it left than a request takes.</summary>
    /// <param name="before">What was there before.</param>
    /// <param name="now">AWS's time.</param>
    public bool IsNewsAfter(CredentialSnapshot before, DateTimeOffset now) => HasNewKey(before, now) || HasNewToken(before, now);

    private bool HasNewKey(CredentialSnapshot before, DateTimeOffset now) =>
        AccessKeyId is not null
        && !(KeyEnds - now < CredentialExpiry.LastUsable)
        && (AccessKeyId != before.AccessKeyId || KeyEnds > before.KeyEnds);

    private bool HasNewToken(CredentialSnapshot before, DateTimeOffset now) =>
        Token is not null
        && Token.Expires - now >= CredentialExpiry.LastUsable
        && (Token.Identity != before.Token?.Identity || Token.Expires > before.Token?.Expires);

    /// <summary>No token.</summary>
    public override string ToString() => AccessKeyId is null ? "no key" : AwsCredential.Mask(AccessKeyId);
}
