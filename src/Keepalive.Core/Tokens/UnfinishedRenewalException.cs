namespace Keepalive.Tokens;

/// <summary>The service has taken a refresh token and given the next one, but nothing with it that can be used.</summary>
/// <param name="refreshToken">The only refresh token that works now. A secret.</param>
/// <param name="error">The fault of the answer.</param>
internal sealed class UnfinishedRenewalException(string refreshToken, KeepaliveException error) : Exception(error.Message)
{
    public string RefreshToken => refreshToken;

    public KeepaliveException Error => error;
}
