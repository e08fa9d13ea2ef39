using Keepalive.Credentials;
using Keepalive.Files;
using Keepalive.Processes;

namespace Keepalive.SingleSignOn.SignIn;

/// <summary>
/// What a foreground verb does: it sees to it that one worker signs in, and watches. It may end at any time; the worker goes
/// on, and the next caller takes its result. Whoever watches gets the same outcome.
/// </summary>
/// <param name="environment">The variables and the platform.</param>
/// <param name="session">The session.</param>
/// <param name="launcher">Starts the worker.</param>
/// <param name="clock">The time.</param>
public sealed class SignInClient(SystemEnvironment environment, SsoSession session, IWorkerLauncher launcher, TimeProvider clock)
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(100);

    /// <summary>One that dies is replaced; two that die have a reason.</summary>
    private const int MaximumLaunches = 2;

    private readonly SessionState _state = new(environment, session);
    private readonly SignInLedger _ledger = new(environment, session, clock);
    private readonly SignedInToken _token = new(environment, session, clock);

    /// <summary>The sign-in that holds already, so that nothing is to be done; null when a person is needed.</summary>
    /// <param name="options">How to sign in.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<SignInResult?> FindGoodAsync(SignInOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        return !options.IgnoresToken && await _token.ReadGoodAsync(cancellationToken).ConfigureAwait(false) is { } good
            ? new SignInResult(session.DisplayName, good.Expires, WasGood: true)
            : null;
    }

    /// <summary>Signs in, or joins the sign-in that runs. A good token needs neither.</summary>
    /// <param name="options">How to sign in, and how long to watch.</param>
    /// <param name="progress">Told of every change, and of the time each second.</param>
    /// <param name="cancellationToken">Ends the watching, not the sign-in.</param>
    /// <exception cref="KeepaliveException">SignInStillRunning, SignInCoolingDown, or what became of the sign-in.</exception>
    public async Task<SignInResult> RunAsync(SignInOptions options, IProgress<SignInProgress>? progress, CancellationToken cancellationToken)
    {
        if (await FindGoodAsync(options, cancellationToken).ConfigureAwait(false) is { } good)
        {
            return good;
        }

        try
        {
            return await WatchAsync(options, new SignInReporter(progress, clock), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw KeepaliveErrors.SignInWorkerFailed(session.DisplayName, $"can't use its lock ({FileFault.Describe(exception)})", exception);
        }
    }

    private async Task<SignInResult> WatchAsync(SignInOptions options, SignInReporter reporter, CancellationToken cancellationToken)
    {
        Deadline deadline = Deadline.After(clock, options.Budget);
        string? past = FindPast(options);
        using var start = new WorkerStart(_state);
        int launches = 0;
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();

            // In this order: a worker writes its outcome before it gives the lease back.
            bool isHeld = SignInLease.IsHeld(_state);
            SignInEntry? entry = _ledger.Read() is { } read && read.Id != past ? read : null;
            if (entry is { IsRunning: false })
            {
                return await CollectAsync(entry, cancellationToken).ConfigureAwait(false);
            }

            if (isHeld)
            {
                start.Release();
                reporter.Report(entry, isJoined: launches == 0);
            }
            else
            {
                past = entry?.Id ?? past; // It runs no more, and has left no outcome: its worker is dead.
                if (start.MayLaunch(isDead: entry is not null) && !SignInLease.IsHeld(_state))
                {
                    start.Worker = launches++ < MaximumLaunches ? Launch(options) : throw KeepaliveErrors.SignInWorkerFailed(session.DisplayName, "ended before its time");
                }
            }

            if (deadline.Remaining == TimeSpan.Zero)
            {
                TimeSpan left = entry is null ? SignInWorker.Limit : entry.Started + SignInWorker.Limit - clock.GetUtcNow();
                throw KeepaliveErrors.SignInStillRunning(session.DisplayName, options.Budget, left > TimeSpan.Zero ? left : TimeSpan.Zero, entry?.Flow ?? default);
            }

            await Task.Delay(BetweenLooks, clock, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The entry that is history already; null when the one that stands there is to be joined.</summary>
    private string? FindPast(SignInOptions options)
    {
        bool isHeld = SignInLease.IsHeld(_state);
        SignInEntry? entry = _ledger.Read();
        if (entry is null || (isHeld && entry.IsRunning))
        {
            return null;
        }

        if (!isHeld && options.IsAutomatic && !options.Force && _ledger.CoolDownLeft(entry) is { } left)
        {
            throw KeepaliveErrors.SignInCoolingDown(session.DisplayName, entry.Outcome?.Code ?? entry.Phase.ToString(), left);
        }

        return entry.Id;
    }

    private async Task<SignInResult> CollectAsync(SignInEntry entry, CancellationToken cancellationToken)
    {
        if (entry.Outcome is var (code, message, advice))
        {
            throw KeepaliveErrors.SignInOutcome(code, message, advice, session.DisplayName);
        }

        return await _token.ReadAsync(cancellationToken).ConfigureAwait(false) is { } token
            ? new SignInResult(session.DisplayName, token.Expires, WasGood: false)
            : throw KeepaliveErrors.SignInWorkerFailed(session.DisplayName, "has signed in, but its token is gone again");
    }

    private ILaunchedWorker Launch(SignInOptions options)
    {
        try
        {
            return launcher.Launch(options);
        }
        catch (ChildStartException exception)
        {
            throw KeepaliveErrors.SignInWorkerFailed(session.DisplayName, $"could not be started: {exception.Reason}", exception);
        }
    }
}
