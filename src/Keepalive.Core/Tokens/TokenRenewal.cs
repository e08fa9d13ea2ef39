using Keepalive.Logging;
using Keepalive.Platform.Files;
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

    /// <summary>From a service's answer to another tool until that tool has written it.</summary>
    private static readonly TimeSpan OtherToolsWrite = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan BetweenReads = TimeSpan.FromMilliseconds(100);

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

    /// <summary>There is no token file: a sign-out, by whatever tool, deletes it.</summary>
    public bool IsSignedOut => !File.Exists(_file.Path);

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
        Settle();
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
        TToken renewed;
        KeptToken kept;
        try
        {
            using TokenPlace place = _file.Prepare();

            // Not cancelled: once the request has left, the answer may hold the only refresh token there is.
            renewed = await renew(token, deadline).ConfigureAwait(false);
            byte[] content = renewed.ToUtf8();
            kept = await place.KeepAsync(content, now => Choose(now, token, refused, content)).ConfigureAwait(false);
        }
        catch (KeepaliveException exception) when (exception.Code == KeepaliveErrorCode.TokenFileUnwritable)
        {
            renewal.Failed(exception);
            return Otherwise(token, refused, exception);
        }
        catch (KeepaliveException exception)
        {
            if (await OfOtherToolAsync(token, refused, exception, cancellationToken).ConfigureAwait(false) is { } other)
            {
                renewal.Succeeded(other.Expires, "another tool was quicker");
                return other;
            }

            if (kind.IsFinal(exception.Code))
            {
                RefusedToken.Remember(_state, token);
            }

            renewal.Failed(exception);
            return Otherwise(token, refused, exception);
        }

        return Kept(renewal, renewed, kept);
    }

    private TToken Kept(LoggedEvent renewal, TToken renewed, KeptToken kept)
    {
        if (kept.Held is { } reason)
        {
            renewal.Succeeded(renewed.Expires, $"held in the state folder: {reason.Message}");
            return renewed;
        }

        if (kept.Content is not { } content)
        {
            KeepaliveException signedOut = KeepaliveErrors.SignedOut(kind.Session.DisplayName, expired: null);
            renewal.Failed(signedOut);
            throw signedOut;
        }

        TToken current = kind.Parse(content) ?? renewed;
        renewal.Succeeded(current.Expires, current.Identity == renewed.Identity ? Reason : "another tool has written its own token meanwhile");
        return current;
    }

    /// <summary>
    /// What the file shall hold. Other tools know no lock of ours: one may have renewed or signed in while the service was asked, and then
    /// its good token counts; a file that was deleted is a sign-out.
    /// </summary>
    private ReadOnlyMemory<byte>? Choose(ReadOnlyMemory<byte>? now, TToken spent, TToken? refused, byte[] renewed)
    {
        if (now is not { } content)
        {
            return null;
        }

        TToken current = kind.Parse(content) ?? throw new FileChangedException();
        return current.Identity != spent.Identity && IsGood(current, refused) ? content : renewed;
    }

    /// <summary>
    /// A token that another tool has got meanwhile; null if there is none. One refresh token has one answer: if the service refuses it, that tool may
    /// have the answer and write it in a moment.
    /// </summary>
    private async Task<TToken?> OfOtherToolAsync(TToken spent, TToken? refused, KeepaliveException failure, CancellationToken cancellationToken)
    {
        Deadline deadline = Deadline.After(clock, kind.IsFinal(failure.Code) ? OtherToolsWrite : TimeSpan.Zero);
        while (true)
        {
            TToken current = await ReadAsync(refused, cancellationToken).ConfigureAwait(false);
            if (current.Identity != spent.Identity && IsGood(current, refused))
            {
                return current;
            }

            if (deadline.Remaining == TimeSpan.Zero)
            {
                return null;
            }

            await Task.Delay(BetweenReads, clock, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Under the lock: moves the token from the state folder to its file, if that is writable now.</summary>
    public void Settle()
    {
        if (HasHeld)
        {
            _ = _file.SettleHeld();
        }
    }

    private TToken Otherwise(TToken token, TToken? refused, KeepaliveException exception) =>
        !IsOrdered && IsGood(token, refused) ? token : throw exception;

    private TimeSpan Left(TToken token) => token.Expires - clock.GetUtcNow();
}
