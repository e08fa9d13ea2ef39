using Keepalive.Credentials;
using Keepalive.Files;
using Keepalive.Logging;
using Keepalive.Time;

namespace Keepalive.SingleSignOn;

/// <summary>
/// Gives a session's access token, renewed without a person whenever it can be: once for all processes, earlier than any
/// other tool would, so that they find it fresh and leave it alone. A token's end is written on the machine's clock
/// (its lifetime counted from the answer), so it is compared with that, whatever AWS's clock says.
/// </summary>
internal sealed class TokenRefresher(SystemEnvironment environment, SsoSession session, IIdentityCenter center, TimeProvider clock)
{
    /// <summary>botocore renews 15 min ahead, JavaScript 5, .NET 6.</summary>
    private static readonly TimeSpan RenewAhead = TimeSpan.FromMinutes(20);

    /// <summary>So that the sessions of one morning don't all come at once.</summary>
    private static readonly TimeSpan Jitter = TimeSpan.FromMinutes(2);

    /// <summary>A token with more than this left serves whoever finds the lock taken.</summary>
    private static readonly TimeSpan StillGood = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan BetweenAttempts = TimeSpan.FromMilliseconds(20);

    private readonly TokenCache _cache = new(environment, session, clock);
    private readonly SessionState _state = new(environment, session);
    private readonly TimeSpan _ahead = RenewAhead + (Jitter * Random.Shared.NextDouble());

    /// <summary>On whose behalf, for the log.</summary>
    public LogCaller Caller { get; init; }

    /// <summary>The token, good for at least a minute.</summary>
    /// <param name="deadline">The caller's time.</param>
    /// <param name="refused">A token that the portal did not take, which only a new one can replace.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="KeepaliveException">SignInRequired; TimedOut; what failed on the way to the service.</exception>
    public async Task<SsoToken> GetAsync(Deadline deadline, SsoToken? refused, CancellationToken cancellationToken)
    {
        while (true)
        {
            SsoToken token = await ReadAsync(cancellationToken).ConfigureAwait(false);
            bool isGood = IsGood(token, refused);
            if (isGood && Left(token) > _ahead)
            {
                return token;
            }

            if (!token.CanBeRefreshed(clock.GetUtcNow()) || RefusedToken.Is(_state, token))
            {
                return isGood ? token : throw Ended(token, refused);
            }

            if (FileLock.TryAcquire(_state.TokenLock) is { } tokenLock)
            {
                using (tokenLock)
                {
                    return await RenewAsync(refused, deadline, cancellationToken).ConfigureAwait(false);
                }
            }

            if (isGood)
            {
                return token;
            }

            if (deadline.Remaining == TimeSpan.Zero)
            {
                throw KeepaliveErrors.TimedOut($"Waiting for another process that renews the sign-in of '{session.DisplayName}'", deadline.Limit, session.DisplayName);
            }

            await Task.Delay(BetweenAttempts, clock, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Under the lock. Somebody may have been quicker, so the file is read again first.</summary>
    private async Task<SsoToken> RenewAsync(SsoToken? refused, Deadline deadline, CancellationToken cancellationToken)
    {
        SsoToken token = await ReadAsync(cancellationToken).ConfigureAwait(false);
        if ((IsGood(token, refused) && Left(token) > _ahead) || !token.CanBeRefreshed(clock.GetUtcNow()))
        {
            return IsGood(token, refused) ? token : throw Ended(token, refused);
        }

        if (RefusedToken.Is(_state, token))
        {
            return Otherwise(token, refused, Ended(token, refused));
        }

        LoggedEvent renewal = new EventLog(environment, clock).Begin(LogEvent.TokenRenewal, Caller, profile: null, session.DisplayName);
        try
        {
            // Not cancelled: once the request has left, the answer may hold the only refresh token there is.
            TokenAnswer answer = await center.RefreshAsync(token, deadline, CancellationToken.None).ConfigureAwait(false);
            SsoToken renewed = token.Renewed(answer.AccessToken, clock.GetUtcNow().ShiftedBy(answer.Lifetime), answer.RefreshToken);
            _cache.Write(renewed);
            renewal.Succeeded(renewed.Expires);
            return renewed;
        }
        catch (KeepaliveException exception) when (exception.Code != KeepaliveErrorCode.TokenFileUnwritable)
        {
            // Another tool knows no lock of ours. If it was quicker, its token is the one that counts.
            SsoToken current = await ReadAsync(cancellationToken).ConfigureAwait(false);
            if (current.AccessToken != token.AccessToken && IsGood(current, refused))
            {
                return current;
            }

            if (exception.Code is KeepaliveErrorCode.SignInRequired or KeepaliveErrorCode.ClientRegistrationInvalid or KeepaliveErrorCode.ClientNotAuthorized)
            {
                RefusedToken.Remember(_state, token);
            }

            renewal.Failed(exception);
            return Otherwise(token, refused, exception);
        }
    }

    private SsoToken Otherwise(SsoToken token, SsoToken? refused, KeepaliveException exception) =>
        IsGood(token, refused) ? token : throw exception;

    private KeepaliveException Ended(SsoToken token, SsoToken? refused) => refused is null
        ? KeepaliveErrors.SignedOut(session.DisplayName, token.Expires)
        : KeepaliveErrors.AccessTokenRejected(session.DisplayName);

    private async ValueTask<SsoToken> ReadAsync(CancellationToken cancellationToken) =>
        await _cache.ReadAsync(cancellationToken).ConfigureAwait(false)
            ?? throw KeepaliveErrors.SignedOut(session.DisplayName, expired: null);

    private bool IsGood(SsoToken token, SsoToken? refused) => Left(token) > StillGood && token.AccessToken != refused?.AccessToken;

    private TimeSpan Left(SsoToken token) => token.Expires - clock.GetUtcNow();
}
