namespace Keepalive.Tokens;

/// <summary>How long a token lasts and whether it can be renewed silently, by looking at its file alone.</summary>
/// <param name="Left">The remaining time by this machine's clock; negative after the expiry.</param>
/// <param name="CanBeRefreshed">It has a refresh token that the service has not rejected.</param>
internal sealed record TokenStatus(TimeSpan Left, bool CanBeRefreshed)
{
    /// <summary>A token that ends within this time is as good as ended.</summary>
    public static readonly TimeSpan LastUsable = TimeSpan.FromMinutes(1);

    /// <summary>It gives a credential without a person.</summary>
    public bool Serves => CanBeRefreshed || Left > LastUsable;

    /// <summary>The state of a token that was read.</summary>
    /// <param name="state">The files beside it.</param>
    /// <param name="token">The token.</param>
    /// <param name="now">The present by this machine's clock.</param>
    public static TokenStatus Of(TokenState state, IRenewableToken token, DateTimeOffset now) =>
        new(token.Expires - now, token.CanBeRefreshed(now) && !RefusedToken.Is(state, token));
}
