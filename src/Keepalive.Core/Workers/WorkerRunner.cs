using Keepalive.Logging;
using Keepalive.Platform.Time;

namespace Keepalive.Workers;

/// <summary>
/// What every worker has around its work: the lease, the first word in the ledger, a bound, and a last word whatever happens.
/// It prints nothing; all waiting processes read the ledger.
/// </summary>
internal sealed class WorkerRunner(WorkerPaths place, WorkerJournal journal, EventLog log, TimeProvider clock)
{
    /// <summary>The longest a worker may live.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    /// <summary>On whose behalf, for the log.</summary>
    public LogCaller Caller { get; init; }

    /// <summary>The longest this one may live.</summary>
    public TimeSpan Bound { get; init; } = Limit;

    /// <summary>Works, unless another worker of the same place does.</summary>
    /// <param name="flow">The way to sign in.</param>
    /// <param name="reason">Why this way.</param>
    /// <param name="work">Signs in, or throws what became of it.</param>
    /// <param name="cancellationToken">Gives up; that too goes to the ledger.</param>
    /// <exception cref="KeepaliveException">The ledger can't be written.</exception>
    public async Task RunAsync(SignInFlow flow, string reason, Func<Deadline, CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        using SignInLease? lease = await SignInLease.TakeAsync(place, clock, cancellationToken).ConfigureAwait(false);
        if (lease is null)
        {
            return;
        }

        journal.Begin(flow, reason);
        LoggedEvent? signIn = flow switch
        {
            SignInFlow.Command => log.Begin(LogEvent.AutoLogin, Caller, place.Name),
            SignInFlow.RefreshToken => null, // The renewal itself is a line.
            _ => log.Begin(LogEvent.SignIn, Caller, profile: null, place.Name),
        };
        (SignInPhase phase, KeepaliveException? failure) = await TryAsync(work, cancellationToken).ConfigureAwait(false);
        if (failure is null)
        {
            signIn?.Succeeded(expires: null, flow.ToString());
        }
        else
        {
            signIn?.Failed(failure, flow.ToString());
        }

        journal.End(phase, failure); // Last: a waiting process may read the log then.
    }

    private async Task<(SignInPhase Phase, KeepaliveException? Failure)> TryAsync(Func<Deadline, CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        Deadline deadline = Deadline.Fixed(clock, Bound);
        using var limit = new CancellationTokenSource(Bound, clock);
        using var over = new CancellationTokenSource();
        using var unwanted = new CancellationTokenSource();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, unwanted.Token, cancellationToken);
        Task watching = WatchAsync(unwanted, over.Token);
        try
        {
            await work(deadline, either.Token).ConfigureAwait(false);
            return (SignInPhase.Succeeded, null);
        }
        catch (OperationCanceledException) when (unwanted.IsCancellationRequested)
        {
            return (SignInPhase.Abandoned, KeepaliveErrors.SignInCancelled(place.Name, place.Command));
        }
        catch (KeepaliveException exception)
        {
            return (exception.Code == KeepaliveErrorCode.SignInExpired ? SignInPhase.Abandoned : SignInPhase.Failed, exception);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return (SignInPhase.Abandoned, KeepaliveErrors.SignInWorkerFailed(place.Name, "was stopped", command: place.Command));
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            return (SignInPhase.Abandoned, KeepaliveErrors.SignInExpired(place.Name, Bound, place.Command));
        }
#pragma warning disable CA1031 // A detached process has no console: every error must reach the waiting processes. The text may contain data, so only its kind is reported.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return (SignInPhase.Failed, KeepaliveErrors.SignInWorkerFailed(place.Name, $"had an unexpected error ({exception.GetType().Name})", exception, place.Command));
        }
        finally
        {
            await over.CancelAsync().ConfigureAwait(false);
            await watching.ConfigureAwait(false);
        }
    }

    /// <summary>The sign-in may no longer be wanted: another way was requested, or a sign-out.</summary>
    private async Task WatchAsync(CancellationTokenSource unwanted, CancellationToken over)
    {
        try
        {
            await new CancelRequest(place).WaitAsync(journal.Entry.Id, over).ConfigureAwait(false);
            await unwanted.CancelAsync().ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested)
        {
            // There was no request.
        }
    }
}
