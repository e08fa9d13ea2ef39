using Keepalive.ConsoleLogin;
using Keepalive.IdentityCenter;
using Keepalive.Logging;
using Keepalive.Platform.Files;
using Keepalive.Platform.Time;
using Keepalive.Tokens;

namespace Keepalive.SignIn;

/// <summary>The token of a sign-in on this machine, whatever its kind.</summary>
internal interface ISignedIn
{
    /// <summary>The token's end, UTC, valid or not; null if there is none, or if it can't be read (a sign-in replaces it).</summary>
    ValueTask<DateTimeOffset?> ReadEndAsync(CancellationToken cancellationToken);

    /// <summary>The same, if it is good for a while.</summary>
    ValueTask<DateTimeOffset?> ReadGoodEndAsync(CancellationToken cancellationToken);

    /// <summary>Removes the token and the roles.</summary>
    /// <exception cref="KeepaliveException">TokenFileUnwritable.</exception>
    Task RemoveAsync();

    /// <summary>The one of a session.</summary>
    static ISignedIn Of(SystemEnvironment environment, SignInSession session, TimeProvider clock) => session switch
    {
        SsoSession sso => new SignedInToken<SsoToken>(new SsoTokenKind(environment, sso), clock),
        LoginSession login => new SignedInToken<LoginToken>(new LoginTokenKind(environment, login), clock),
        _ => throw new ArgumentOutOfRangeException(nameof(session)),
    };
}

/// <summary>The token of a session as sign-ins see it: is there a good one, and how a new one takes its place.</summary>
internal sealed class SignedInToken<TToken>(TokenKind<TToken> kind, TimeProvider clock) : ISignedIn
    where TToken : class, IRenewableToken
{
    /// <summary>Claude Code asks for new keys five minutes before the expiry, so a token with less time left is not sufficient.</summary>
    private static readonly TimeSpan Good = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan RenewalLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LockPatience = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan BetweenAttempts = TimeSpan.FromMilliseconds(20);

    private readonly TokenFile<TToken> _file = new(kind, clock);

    /// <summary>The token, valid or not; null if there is none, or if it can't be read (a sign-in replaces it).</summary>
    public async ValueTask<TToken?> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _file.ReadAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (KeepaliveException)
        {
            return null;
        }
    }

    public async ValueTask<DateTimeOffset?> ReadEndAsync(CancellationToken cancellationToken) => (await ReadAsync(cancellationToken).ConfigureAwait(false))?.Expires;

    public async ValueTask<DateTimeOffset?> ReadGoodEndAsync(CancellationToken cancellationToken) =>
        await ReadAsync(cancellationToken).ConfigureAwait(false) is { } token && IsGood(token) ? token.Expires : null;

    /// <summary>A good token that needs no person: the one that is there, or the same session renewed.</summary>
    /// <param name="connect">Gives the call that renews it; null where there is none.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task<bool> IsGoodOrRenewedAsync(Func<Func<TToken, Deadline, Task<TToken>>?> connect, CancellationToken cancellationToken)
    {
        if (await ReadGoodEndAsync(cancellationToken).ConfigureAwait(false) is not null)
        {
            return true;
        }

        try
        {
            return connect() is { } renew && IsGood(await new TokenRefresher<TToken>(kind, renew, clock) { Caller = LogCaller.Login }
                .GetAsync(Deadline.Fixed(clock, RenewalLimit), refused: null, cancellationToken).ConfigureAwait(false));
        }
        catch (KeepaliveException)
        {
            return false; // Whatever it was, a person can sign in.
        }
    }

    /// <summary>Secures the new token's place, before a person does anything for it.</summary>
    /// <exception cref="KeepaliveException">TokenFileUnwritable.</exception>
    public TokenPlace Prepare() => _file.Prepare();

    /// <summary>Writes the new token under the lock, and deletes the role credentials of the previous sign-in.</summary>
    /// <exception cref="KeepaliveException">TokenFileUnwritable.</exception>
    public async Task ReplaceAsync(TokenPlace place, TToken token)
    {
        using (await LockAsync().ConfigureAwait(false))
        {
            await place.KeepAsync(token.ToUtf8()).ConfigureAwait(false);
            ForgetRoles();
        }
    }

    public async Task RemoveAsync()
    {
        using (await LockAsync().ConfigureAwait(false))
        {
            try
            {
                _file.Delete();
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                throw KeepaliveErrors.TokenFileUnwritable(_file.Path, FileFault.Describe(_file.Path, exception), WriteAdvice.ForToken(_file.Path, exception), exception);
            }

            ForgetRoles();
        }
    }

    private void ForgetRoles()
    {
        try
        {
            RoleCredentialCache.Clear(kind.Environment, kind.Session);
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
        while ((tokenLock = FileLock.TryAcquire(kind.State.TokenLock)) is null && deadline.Remaining > TimeSpan.Zero)
        {
            await Task.Delay(BetweenAttempts, clock, CancellationToken.None).ConfigureAwait(false);
        }

        return tokenLock;
    }

    private bool IsGood(TToken token) => token.Expires - clock.GetUtcNow() > Good;
}
