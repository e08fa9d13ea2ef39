using Keepalive.IdentityCenter;
using Keepalive.Logging;
using Keepalive.Platform.Files;
using Keepalive.Platform.Time;

namespace Keepalive.SignIn;

/// <summary>The token of a session as sign-ins see it: is there a good one, and how a new one takes its place.</summary>
internal sealed class SignedInToken(SystemEnvironment environment, SsoSession session, TimeProvider clock)
{
    /// <summary>Claude Code asks for new keys five minutes before the expiry, so a token with less time left is not sufficient.</summary>
    private static readonly TimeSpan Good = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan RenewalLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LockPatience = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan BetweenAttempts = TimeSpan.FromMilliseconds(20);

    private readonly TokenCache _cache = new(environment, session, clock);
    private readonly SsoSessionState _state = new(environment, session);

    /// <summary>The token, valid or not; null if there is none, or if it can't be read (a sign-in replaces it).</summary>
    public async ValueTask<SsoToken?> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _cache.ReadAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (KeepaliveException)
        {
            return null;
        }
    }

    /// <summary>The token, if it is good for a while.</summary>
    public async ValueTask<SsoToken?> ReadGoodAsync(CancellationToken cancellationToken) =>
        await ReadAsync(cancellationToken).ConfigureAwait(false) is { } token && IsGood(token) ? token : null;

    /// <summary>A good token that needs no person: the one that is there, or the same session renewed.</summary>
    public async Task<bool> IsGoodOrRenewedAsync(Func<IIdentityCenter?> connect, CancellationToken cancellationToken)
    {
        if (await ReadGoodAsync(cancellationToken).ConfigureAwait(false) is not null)
        {
            return true;
        }

        try
        {
            return connect() is { } center && IsGood(await new TokenRefresher(environment, session, center, clock) { Caller = LogCaller.Login }
                .GetAsync(Deadline.After(clock, RenewalLimit), refused: null, cancellationToken).ConfigureAwait(false));
        }
        catch (KeepaliveException)
        {
            return false; // Whatever it was, a person can sign in.
        }
    }

    /// <summary>Secures the new token's place, before a person does anything for it.</summary>
    /// <exception cref="KeepaliveException">TokenFileUnwritable.</exception>
    public TokenPlace Prepare() => _cache.Prepare();

    /// <summary>Writes the new token under the lock, and deletes the role credentials of the previous sign-in.</summary>
    /// <exception cref="KeepaliveException">TokenFileUnwritable.</exception>
    public async Task<SsoToken> ReplaceAsync(TokenPlace place, TokenAnswer answer, ClientRegistration registration)
    {
        SsoToken token = SsoToken.Create(session, answer.AccessToken, clock.GetUtcNow().ShiftedBy(answer.Lifetime), answer.RefreshToken, registration);
        using (await LockAsync().ConfigureAwait(false))
        {
            await place.KeepAsync(token).ConfigureAwait(false);
            ForgetRoles();
            return token;
        }
    }

    /// <summary>Removes the token and the roles.</summary>
    /// <exception cref="KeepaliveException">TokenFileUnwritable.</exception>
    public async Task RemoveAsync()
    {
        using (await LockAsync().ConfigureAwait(false))
        {
            try
            {
                _cache.Delete();
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                throw KeepaliveErrors.TokenFileUnwritable(_cache.Path, FileFault.Describe(_cache.Path, exception), WriteAdvice.For(_cache.Path, exception), exception);
            }

            ForgetRoles();
        }
    }

    private void ForgetRoles()
    {
        try
        {
            RoleCredentialCache.Clear(environment, session);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // They expire, and only permitted processes could read them.
        }
    }

    /// <summary>
    /// Null after a minute: a renewal takes seconds, so its process hangs. To lose what a person has just done would be worse
    /// than to write beside it; the write is whole either way.
    /// </summary>
    private async Task<FileLock?> LockAsync()
    {
        Deadline deadline = Deadline.After(clock, LockPatience);
        FileLock? tokenLock;
        while ((tokenLock = FileLock.TryAcquire(_state.TokenLock)) is null && deadline.Remaining > TimeSpan.Zero)
        {
            await Task.Delay(BetweenAttempts, clock, CancellationToken.None).ConfigureAwait(false);
        }

        return tokenLock;
    }

    private bool IsGood(SsoToken token) => token.Expires - clock.GetUtcNow() > Good;
}
