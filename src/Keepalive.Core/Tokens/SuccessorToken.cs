namespace Keepalive.Tokens;

/// <summary>Keeps the refresh token of an answer that has no token beside it, so that the next renewal can use it. Under the token lock.</summary>
internal static class SuccessorToken
{
    /// <summary>Asks for the next token.</summary>
    /// <param name="kind">The kind of token.</param>
    /// <param name="spent">The token whose refresh token is sent.</param>
    /// <param name="ask">Asks the service.</param>
    /// <param name="with">The same token with another refresh token.</param>
    /// <param name="clock">The machine's clock.</param>
    /// <exception cref="KeepaliveException">The service's reason; the fault of its answer, when its refresh token is kept.</exception>
    public static async Task<TToken> RenewAsync<TToken>(TokenKind<TToken> kind, TToken spent, Func<Task<TToken>> ask, Func<string, TToken> with, TimeProvider clock)
        where TToken : class, IRenewableToken
    {
        try
        {
            return await ask().ConfigureAwait(false);
        }
        catch (UnfinishedRenewalException unfinished)
        {
            await KeepAsync(kind, spent, with(unfinished.RefreshToken).ToUtf8(), clock).ConfigureAwait(false);
            throw unfinished.Error;
        }
    }

    private static async Task KeepAsync<TToken>(TokenKind<TToken> kind, TToken spent, byte[] content, TimeProvider clock)
        where TToken : class, IRenewableToken
    {
        TokenPlace place;
        try
        {
            place = new TokenFile<TToken>(kind, clock).Prepare();
        }
        catch (KeepaliveException) when (new HeldToken<TToken>(kind, clock).File.TryWrite(content))
        {
            return; // The folder has changed since the call was made.
        }

        using (place)
        {
            // Another tool may have signed in meanwhile, or out. A null of type byte[] would be converted to an empty content, and not to none.
            await place.KeepAsync(content, now => now is not { } current || (kind.Parse(current) is { } other && (other.Identity != spent.Identity || other.RefreshToken != spent.RefreshToken)) ? now
                : content).ConfigureAwait(false);
        }
    }
}
