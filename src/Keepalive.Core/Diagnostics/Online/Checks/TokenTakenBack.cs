namespace Keepalive.Diagnostics.Online.Checks;

/// <summary>A token that has not expired, but that the service rejects.</summary>
internal sealed class TokenTakenBack() : OnlineCheck(
    "KA618", DiagnosticSeverity.Error,
    "The service no longer accepts the token",
    "The token has not expired, so every tool continues to use it and fails.")
{
    public override IEnumerable<DiagnosticFinding> Examine(OnlineFacts facts)
    {
        if (facts.Role is { Code: KeepaliveErrorCode.AccessTokenRejected } refused)
        {
            yield return Found(refused.Message, refused.Advice);
        }
    }
}
