using Keepalive.Logging;
using Keepalive.Platform.Time;

namespace Keepalive.IdentityCenter;

/// <summary>
/// The one call that spends a refresh token, under the token lock: nothing is asked before the answer's place is secured, and an answer is
/// saved in any case. It belongs to a <see cref="TokenWorker"/>; it runs in the caller's process only if no worker can be started.
/// </summary>
internal sealed class TokenRenewal(SystemEnvironment environment, SsoSession session, IIdentityCenter center, TimeProvider clock)
{
    /// <summary>botocore renews 15 min ahead, JavaScript 5, .NET 6.</summary>
    private static readonly TimeSpan RenewAhead = TimeSpan.FromMinutes(20);

    /// <summary>So that the sessions of one morning don't all come at once.</summary>
    private static readonly TimeSpan Jitter = TimeSpan.FromMinutes(2);

    /// <summary>A token with more than this left is used by a process that finds the lock taken.</summary>
    private static readonly TimeSpan StillGood = TimeSpan.FromMinutes(1);

    private readonly TokenCache _cache = new(environment, session, clock);
    private readonly SsoSessionState _state = new(environment, session);
    private readonly TimeSpan _ahead = RenewAhead + (Jitter * Random.Shared.NextDouble());

    /// <summary>On whose behalf, for the log.</summary>
    public LogCaller Caller { get; init; }

    /// <summary>The caller has decided that the token is due; a second random delay must not decide otherwise. Its failure is reported, even if the token is still valid for long.</summary>
    public bool IsOrdered { get; init; }

    /// <summary>The reason why it runs in the caller's process, for the log; null in a worker, or if no worker can be started.</summary>
    public string? Reason { get; set; }

    /// <summary>There is a token that its own file would not take.</summary>
    public bool HasHeld => File.Exists(_state.HeldToken);

    /// <summary>Valid for long enough for all callers: nothing is done.</summary>
    public bool IsFresh(SsoToken token, SsoToken? refused) => IsGood(token, refused) && Left(token) > (IsOrdered ? RenewAhead + Jitter : _ahead);

    /// <summary>Good for at least a minute.</summary>
    public bool IsGood(SsoToken token, SsoToken? refused) => Left(token) > StillGood && token.AccessToken != refused?.AccessToken;

    /// <summary>It can be renewed without a person, as far as is known here.</summary>
    public bool CanBeRenewed(SsoToken token) => token.CanBeRefreshed(clock.GetUtcNow()) && !RefusedToken.Is(_state, token);

    /// <summary>It is worth nothing, and a person is needed.</summary>
    public KeepaliveException Ended(SsoToken token, SsoToken? refused) => refused is null
        ? KeepaliveErrors.SignedOut(session.DisplayName, token.Expires)
        : KeepaliveErrors.AccessTokenRejected(session.DisplayName);

    /// <summary>The token as it is, in its file or held elsewhere.</summary>
    /// <exception cref="KeepaliveException">SignInRequired: there is none.</exception>
    public async ValueTask<SsoToken> ReadAsync(SsoToken? refused, CancellationToken cancellationToken)
    {
        SsoToken token = await _cache.ReadAsync(cancellationToken).ConfigureAwait(false)
            ?? throw KeepaliveErrors.SignedOut(session.DisplayName, expired: null);
        return token.AccessToken == refused?.AccessToken ? _cache.Newest(token) : token;
    }

    /// <summary>Renews under the lock. Another process may have renewed before, so the file is read again first.</summary>
    /// <exception cref="KeepaliveException">SignInRequired, TokenFileUnwritable (nothing is spent), what failed on the way to the service.</exception>
    public async Task<SsoToken> RunAsync(SsoToken? refused, Deadline deadline, CancellationToken cancellationToken)
    {
        await SettleAsync(cancellationToken).ConfigureAwait(false);
        SsoToken token = await ReadAsync(refused, cancellationToken).ConfigureAwait(false);
        if (IsFresh(token, refused) || !token.CanBeRefreshed(clock.GetUtcNow()))
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
            using TokenPlace place = _cache.Prepare();

            // Not cancelled: once the request has left, the answer may hold the only refresh token there is.
            TokenAnswer answer = await center.RefreshAsync(token, deadline, CancellationToken.None).ConfigureAwait(false);
            SsoToken renewed = token.Renewed(answer.AccessToken, clock.GetUtcNow().ShiftedBy(answer.Lifetime), answer.RefreshToken);
            KeepaliveException? held = await place.KeepAsync(renewed).ConfigureAwait(false);
            renewal.Succeeded(renewed.Expires, held is null ? Reason : $"held in the state folder: {held.Message}");
            return renewed;
        }
        catch (KeepaliveException exception) when (exception.Code == KeepaliveErrorCode.TokenFileUnwritable)
        {
            renewal.Failed(exception);
            return Otherwise(token, refused, exception);
        }
        catch (KeepaliveException exception)
        {
            // Another tool knows no lock of ours. If it was quicker, its token is the one that counts.
            SsoToken current = await ReadAsync(refused, cancellationToken).ConfigureAwait(false);
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

    /// <summary>Under the lock: moves the token from the state folder to its file, if that is writable now. If the file was deleted, there is no sign-in.</summary>
    public async ValueTask SettleAsync(CancellationToken cancellationToken)
    {
        if (!HasHeld)
        {
            return;
        }

        try
        {
            if (await _cache.ReadFileAsync(cancellationToken).ConfigureAwait(false) is { } current)
            {
                _cache.SettleHeld(current);
            }
        }
        catch (KeepaliveException)
        {
            _cache.SettleHeld(current: null);
        }
    }

    private SsoToken Otherwise(SsoToken token, SsoToken? refused, KeepaliveException exception) =>
        !IsOrdered && IsGood(token, refused) ? token : throw exception;

    private TimeSpan Left(SsoToken token) => token.Expires - clock.GetUtcNow();
}
