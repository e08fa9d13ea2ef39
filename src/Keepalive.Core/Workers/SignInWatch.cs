using Keepalive.Platform.Processes;
using Keepalive.Platform.Time;

namespace Keepalive.Workers;

/// <summary>
/// Makes sure that one worker signs in at a place, and waits for it. All callers that wait get the same outcome; a caller that leaves does not stop
/// the worker, and the next one uses its result.
/// </summary>
/// <param name="place">Where all meet.</param>
/// <param name="launcher">Starts the worker.</param>
/// <param name="clock">The time.</param>
internal sealed class SignInWatch(WorkerPaths place, IWorkerLauncher launcher, TimeProvider clock)
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(100);

    /// <summary>One that dies is replaced; two that die have a reason.</summary>
    private const int MaximumLaunches = 2;

    private readonly SignInLedger _ledger = new(place, clock);

    /// <summary>Reserves room on the disk for the ledger.</summary>
    public Func<string, int, IDisposable> Reserve
    {
        init => _ledger = new SignInLedger(place, clock) { Reserve = value };
    }

    /// <summary>A sign-in in another way was cancelled for this one.</summary>
    public bool HasReplaced { get; set; }

    /// <summary>The first pause; each is longer than the one before, up to a tenth of a second.</summary>
    public TimeSpan FirstLook { get; init; } = BetweenLooks;

    /// <summary>The first pause of the caller that has started the worker. It alone looks that often; a hundred others would take the processor from the worker.</summary>
    public TimeSpan FirstLookAfterLaunch { get; init; } = BetweenLooks;

    /// <summary>Told between the looks at the lease and at the ledger, where other processes may continue.</summary>
    public Action? HasLooked { get; init; }

    /// <summary>Watches until a sign-in has succeeded.</summary>
    /// <param name="options">How to sign in, and how long to watch.</param>
    /// <param name="isDone">Asked before a worker is started: another process may have succeeded since this caller's last check.</param>
    /// <param name="progress">Told of every change, and of the time each second.</param>
    /// <param name="cancellationToken">Ends the watching, not the sign-in.</param>
    /// <exception cref="KeepaliveException">SignInStillRunning, SignInCoolingDown, StateFolderUnusable, or what became of the sign-in.</exception>
    public Task RunAsync(
        SignInOptions options, Func<CancellationToken, ValueTask<bool>> isDone, IProgress<SignInProgress>? progress, CancellationToken cancellationToken) =>
        WatchAsync(options, isDone, new SignInReporter(progress, clock) { Name = place.Name, HasReplaced = HasReplaced }, cancellationToken);

    private async Task WatchAsync(
        SignInOptions options, Func<CancellationToken, ValueTask<bool>> isDone, SignInReporter reporter, CancellationToken cancellationToken)
    {
        Deadline deadline = Deadline.After(clock, options.Budget);
        string? past = FindPast(options);
        using var start = new LaunchLock(place);
        int launches = 0;
        TimeSpan pause = FirstLook;
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();

            (bool isHeld, SignInEntry? last) = Look();
            SignInEntry? entry = last?.Id == past ? null : last;
            if (entry is { IsRunning: false })
            {
                ThrowIfFailed(entry);
                return;
            }

            if (isHeld)
            {
                start.Release();
                reporter.Report(entry, isJoined: launches == 0);
            }
            else
            {
                past = entry?.Id ?? past; // It runs no more, and has left no outcome: its worker is dead.
                if (start.MayLaunch(isDead: entry is not null) && !SignInLease.IsHeld(place))
                {
                    if (await isDone(cancellationToken).ConfigureAwait(false))
                    {
                        return;
                    }

                    _ledger.RequireRoom();
                    start.Worker = launches++ < MaximumLaunches ? Launch(options) : throw KeepaliveErrors.SignInWorkerFailed(place.Name, "ended too early", command: place.Command);
                    pause = FirstLookAfterLaunch;
                }
            }

            if (deadline.Remaining == TimeSpan.Zero)
            {
                TimeSpan left = entry is null ? WorkerRunner.Limit : entry.Started.ShiftedBy(WorkerRunner.Limit) - clock.GetUtcNow();
                left = left > TimeSpan.Zero ? left : TimeSpan.Zero;
                bool isWithCode = entry?.Flow == SignInFlow.DeviceCode;
                throw entry?.Question is { } question ? KeepaliveErrors.AnswerStillAwaited(place.Name, question, options.Budget, entry.Flow == SignInFlow.Command)
                    : entry?.Flow == SignInFlow.Command
                    ? KeepaliveErrors.AutoLoginStillRunning(place.Name, options.Budget)
                    : entry?.Address is null ? KeepaliveErrors.SignInStillStarting(place.Name, options.Budget, left)
                    : KeepaliveErrors.SignInStillRunning(place.Name, options.Budget, left, isWithCode);
            }

            Task next = Task.Delay(pause, clock, cancellationToken);
            await (start.Worker?.Ended is { IsCompleted: false } ended ? Task.WhenAny(next, ended) : next).ConfigureAwait(false);
            pause = pause * 1.25 < BetweenLooks ? pause * 1.25 : BetweenLooks;
        }
    }

    /// <summary>
    /// Whether a worker is alive, and the last entry. In this order: a worker takes the lease, writes its entry, writes its outcome, and gives the lease back. So a running
    /// entry after a free lease may be that of a worker that has started in between; only if both are read again and are the same, its worker is dead.
    /// </summary>
    private (bool IsHeld, SignInEntry? Entry) Look()
    {
        bool isHeld = SignInLease.IsHeld(place);
        HasLooked?.Invoke();
        SignInEntry? entry = _ledger.Read();
        if (isHeld || entry is not { IsRunning: true })
        {
            return (isHeld, entry);
        }

        isHeld = SignInLease.IsHeld(place);
        SignInEntry? again = _ledger.Read();
        return (isHeld || (again is { IsRunning: true } && again.Id != entry.Id), again);
    }

    /// <summary>The entry of a finished sign-in; null if the current entry is to be joined.</summary>
    private string? FindPast(SignInOptions options)
    {
        (bool isHeld, SignInEntry? entry) = Look();
        if (entry is null || (isHeld && entry.IsRunning))
        {
            return null;
        }

        // A caller that waits in a queue, for example for a role, would otherwise repeat a request that has just failed for all. The ledger's whole
        // seconds are rounded down: what ended before the caller came is never taken for his.
        if (options.Since is { } since && entry is { Phase: SignInPhase.Failed, Ended: { } ended } && ended >= since && ended <= clock.GetUtcNow())
        {
            return null;
        }

        // Also while the lease is held: a worker writes its outcome, and then gives the lease back.
        if (options.IsAutomatic && !options.Force && _ledger.CoolDownLeft(entry) is { } left)
        {
            throw KeepaliveErrors.SignInCoolingDown(place.Name, entry.Outcome?.Code ?? (entry.IsRunning ? "its process was ended" : entry.Phase.ToString()), left, place.Command);
        }

        return entry.Id;
    }

    private void ThrowIfFailed(SignInEntry entry)
    {
        if (entry.Outcome is var (code, message, advice))
        {
            throw KeepaliveErrors.SignInOutcome(code, message, advice, place.Name);
        }
    }

    private ILaunchedWorker Launch(SignInOptions options)
    {
        try
        {
            return launcher.Launch(options);
        }
        catch (ChildStartException exception)
        {
            throw KeepaliveErrors.SignInWorkerFailed(place.Name, $"could not be started: {exception.Reason}", exception, place.Command);
        }
    }
}
