using Keepalive.Logging;
using Keepalive.Platform.Files;
using Keepalive.Platform.Time;
using Keepalive.Workers;

namespace Keepalive.Tokens;

/// <summary>
/// Gives a session's access token, renewed without a person whenever it can be: once for all processes, earlier than any
/// other tool would, so that they find it fresh and leave it alone. A token's end is written on the machine's clock
/// (its lifetime counted from the answer), so it is compared with that, whatever AWS's clock says.
/// </summary>
internal class TokenRefresher<TToken>(TokenKind<TToken> kind, Func<TToken, Deadline, Task<TToken>> renew, TimeProvider clock)
    where TToken : class, IRenewableToken
{
    private static readonly TimeSpan BetweenAttempts = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan AfterLaunch = TimeSpan.FromMilliseconds(2);

    private readonly TokenState _state = kind.State;
    private readonly TokenRenewal<TToken> _renewal = new(kind, renew, clock);

    /// <summary>On whose behalf, for the log.</summary>
    public LogCaller Caller
    {
        init => _renewal = new TokenRenewal<TToken>(kind, renew, clock) { Caller = value };
    }

    /// <summary>Starts the worker that renews, so that the renewal does not depend on its caller; null if this process is such a worker.</summary>
    public IWorkerLauncher? Launcher { get; init; }

    /// <summary>The token, good for at least a minute.</summary>
    /// <param name="deadline">The caller's time.</param>
    /// <param name="refused">A token that the service did not take, which only a new one can replace.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="KeepaliveException">SignInRequired; TimedOut; what failed on the way to the service.</exception>
    public async Task<TToken> GetAsync(Deadline deadline, TToken? refused, CancellationToken cancellationToken)
    {
        IWorkerLauncher? launcher = Launcher;
        while (true)
        {
            TToken token = await _renewal.ReadAsync(refused, cancellationToken).ConfigureAwait(false);
            if (_renewal.IsFresh(token, refused))
            {
                Settle();
                return token;
            }

            bool isGood = _renewal.IsGood(token, refused);
            if (!_renewal.CanBeRenewed(token))
            {
                return isGood ? token : throw _renewal.Ended(token, refused);
            }

            try
            {
                if (launcher is not null)
                {
                    return await OfWorkerAsync(launcher, refused, isGood, deadline, cancellationToken).ConfigureAwait(false);
                }

                if (FileLock.TryAcquire(_state.TokenLock) is { } tokenLock)
                {
                    using (tokenLock)
                    {
                        return await _renewal.RunAsync(refused, deadline, cancellationToken).ConfigureAwait(false);
                    }
                }
            }
            catch (KeepaliveException exception) when (launcher is not null && exception.Code == KeepaliveErrorCode.SignInWorkerFailed)
            {
                launcher = null; // No worker can be started: then this process renews, with the risk that it is killed during the renewal.
                _renewal.Reason = exception.Message;
                continue;
            }
            catch (KeepaliveException) when (isGood && !_renewal.IsSignedOut)
            {
                return token; // Whatever is in the way, there is time.
            }

            if (isGood)
            {
                return token;
            }

            if (deadline.Remaining == TimeSpan.Zero)
            {
                throw OutOfTime(deadline);
            }

            await Task.Delay(BetweenAttempts, clock, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Keepalive can use a token in the state folder; other tools read only the token's own file.</summary>
    private void Settle()
    {
        if (!_renewal.HasHeld)
        {
            return;
        }

        try
        {
            using FileLock? tokenLock = FileLock.TryAcquire(_state.TokenLock);
            if (tokenLock is not null)
            {
                _renewal.Settle();
            }
        }
        catch (KeepaliveException)
        {
            // The next one tries again.
        }
    }

    /// <summary>Joins the worker that renews, or starts it. The worker outlives this process, and all callers get its outcome.</summary>
    private async Task<TToken> OfWorkerAsync(
        IWorkerLauncher launcher, TToken? refused, bool isGood, Deadline deadline, CancellationToken cancellationToken)
    {
        WorkerPaths place = kind.Session.RenewalPlace(kind.Environment);
        if (isGood && SignInLease.IsHeld(place))
        {
            return await _renewal.ReadAsync(refused, cancellationToken).ConfigureAwait(false); // What there is will do until it has finished.
        }

        try
        {
            // A valid token is not urgent: after a failure its renewal is paused, like every renewal that no person has requested.
            var options = new SignInOptions
            {
                IsAutomatic = isGood,
                Anew = refused is not null,
                Budget = deadline.Remaining,
                Since = refused is null ? clock.GetUtcNow() - deadline.Elapsed : null,
            };
            await new SignInWatch(place, launcher, clock) { FirstLook = BetweenAttempts, FirstLookAfterLaunch = AfterLaunch }
                .RunAsync(options, IsDoneAsync, progress: null, cancellationToken).ConfigureAwait(false);
        }
        catch (KeepaliveException exception) when (exception.Code == KeepaliveErrorCode.SignInStillRunning)
        {
            throw OutOfTime(deadline);
        }

        TToken renewed = await _renewal.ReadAsync(refused, cancellationToken).ConfigureAwait(false);
        return _renewal.IsGood(renewed, refused) ? renewed : throw _renewal.Ended(renewed, refused);

        async ValueTask<bool> IsDoneAsync(CancellationToken stop) =>
            _renewal.IsFresh(await _renewal.ReadAsync(refused, stop).ConfigureAwait(false), refused);
    }

    private KeepaliveException OutOfTime(Deadline deadline) =>
        deadline.TimedOut($"Waiting for another process that renews the token of '{kind.Session.DisplayName}'", kind.Session.DisplayName);
}
