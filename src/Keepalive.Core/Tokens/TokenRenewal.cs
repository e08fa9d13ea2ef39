using Keepalive.Logging;
using Keepalive.Platform.Time;

namespace Keepalive.Tokens;

/// <summary>
/// The one call that spends a refresh token, under the token lock: nothing is asked before the answer's place is secured, and an answer is
/// saved in any case. It belongs to a <see cref="TokenWorker{TToken}"/>; it runs in the caller's process only if no worker can be started.
/// </summary>
/// <param name="kind">The kind of token.</param>
/// <param name="renew">Asks the service for the next token; not cancelled, and not repeated.</param>
/// <param name="clock">The machine's clock.</param>
internal sealed class TokenRenewal<TToken>(TokenKind<TToken> kind, Func<TToken, Deadline, Task<TToken>> renew, TimeProvider clock)
    where TToken : class, IRenewableToken
{
    /// <summary>A token with more than this left is used by a process that finds the lock taken.</summary>
    private static readonly TimeSpan StillGood = TimeSpan.FromMinutes(1);

    private readonly TokenFile<TToken> _file = new(kind, clock);
    private readonly TokenState _state = kind.State;
    private readonly TimeSpan _ahead = kind.RenewAhead + (kind.Jitter * Random.Shared.NextDouble());

    /// <summary>On whose behalf, for the log.</summary>
    public LogCaller Caller { get; init; }

    /// <summary>The caller has decided that the token is due; a second random delay must not decide otherwise. Its failure is reported, even if the token is still valid for long.</summary>
    public bool IsOrdered { get; init; }

    /// <summary>The reason why it runs in the caller's process, for the log; null in a worker, or if no worker can be started.</summary>
    public string? Reason { get; set; }

    /// <summary>There is a token that its own file would not take.</summary>
    public bool HasHeld => File.Exists(_state.HeldToken);

    /// <summary>Valid for long enough for all callers: nothing is done.</summary>
    public bool IsFresh(TToken token, TToken? refused) => IsGood(token, refused) && Left(token) > (IsOrdered ? kind.RenewAhead + kind.Jitter : _ahead);

    /// <summary>Good for at least a minute.</summary>
    public bool IsGood(TToken token, TToken? refused) => Left(token) > StillGood && token.Identity != refused?.Identity;

    /// <summary>It can be renewed without a person, as far as is known here.</summary>
    public bool CanBeRenewed(TToken token) => token.CanBeRefreshed(clock.GetUtcNow()) && !RefusedToken.Is(_state, token);

    /// <summary>It is worth nothing, and a person is needed.</summary>
    public KeepaliveException Ended(TToken token, TToken? refused) => kind.Ended(token, refused is not null);

    /// <summary>The token as it is, in its file or held elsewhere.</summary>
    /// <exception cref="KeepaliveException">SignInRequired: there is none.</exception>
    public async ValueTask<TToken> ReadAsync(TToken? refused, CancellationToken cancellationToken)
    {
        TToken token = await _file.ReadAsync(cancellationToken).ConfigureAwait(false)
            ?? throw KeepaliveErrors.SignedOut(kind.Session.DisplayName, expired: null);
        return token.Identity == refused?.Identity ? _file.Newest(token) : token;
    }

    /// <summary>Renews under the lock. Another process may have renewed before, so the file is read again first.</summary>
    /// <exception cref="KeepaliveException">SignInRequired, TokenFileUnwritable (nothing is spent), what failed on the way to the service.</exception>
    public async Task<TToken> RunAsync(TToken? refused, Deadline deadline, CancellationToken cancellationToken)
    {
        await SettleAsync(cancellationToken).ConfigureAwait(false);
        TToken token = await ReadAsync(refused, cancellationToken).ConfigureAwait(false);
        if (IsFresh(token, refused) || !token.CanBeRefreshed(clock.GetUtcNow()))
        {
            return IsGood(token, refused) ? token : throw Ended(token, refused);
        }

        if (RefusedToken.Is(_state, token))
        {
            return Otherwise(token, refused, Ended(token, refused));
        }

        LoggedEvent renewal = new EventLog(kind.Environment, clock).Begin(LogEvent.TokenRenewal, Caller, profile: null, kind.Session.DisplayName);
        try
        {
            using TokenPlace place = _file.Prepare();

            // Not cancelled: once the request has left, the answer may hold the only refresh token there is.
            TToken renewed = await renew(token, deadline).ConfigureAwait(false);
            KeepaliveException? held = await place.KeepAsync(renewed.ToUtf8()).ConfigureAwait(false);
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
            TToken current = await ReadAsync(refused, cancellationToken).ConfigureAwait(false);
            if (current.Identity != token.Identity && IsGood(current, refused))
            {
                return current;
            }

            if (kind.IsFinal(exception.Code))
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
            if (await _file.ReadFileAsync(cancellationToken).ConfigureAwait(false) is { } current)
            {
                _file.SettleHeld(current);
            }
        }
        catch (KeepaliveException)
        {
            _file.SettleHeld(current: null);
        }
    }

    private TToken Otherwise(TToken token, TToken? refused, KeepaliveException exception) =>
        !IsOrdered && IsGood(token, refused) ? token : throw exception;

    private TimeSpan Left(TToken token) => token.Expires - clock.GetUtcNow();
}
