using Keepalive.Platform.Time;

namespace Keepalive.Aws.Network;

/// <summary>
/// Our retries; the SDK's are off. At most two, after a wait with jitter or as long as the service asks (bounded), and only where
/// the service has certainly not acted on the request, or where acting twice does no harm.
/// </summary>
/// <param name="clock">The time.</param>
/// <param name="jitter">Gives a number from 0 to 1; a test gives its own.</param>
internal sealed class RetryPolicy(TimeProvider clock, Func<double>? jitter = null)
{
    private const int MaximumRetries = 2;

    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(200);

    /// <summary>A service that asks for more is told to the person instead of waited for.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);

    private readonly Func<double> _jitter = jitter ?? Random.Shared.NextDouble;

    /// <summary>Makes a call, again if need be.</summary>
    /// <param name="attempt">One try; its token ends with the deadline.</param>
    /// <param name="classify">Exception → failure; null for an exception that is not a failure of a call, which is thrown as it is.</param>
    /// <param name="mayReplay">The call may be made again although its answer was lost. Never for CreateToken: the refresh token may be spent.</param>
    /// <param name="deadline">The caller's time: no wait goes beyond it.</param>
    /// <param name="cancellationToken">Ends it all.</param>
    /// <exception cref="CallFailedException">The last failure.</exception>
    public async Task<T> RunAsync<T>(
        Func<CancellationToken, Task<T>> attempt, Func<Exception, CallFailure?> classify, bool mayReplay, Deadline deadline, CancellationToken cancellationToken)
    {
        CallFailure? earlier = null;
        for (int retries = 0; ; retries++)
        {
            if (deadline.Remaining == TimeSpan.Zero)
            {
                throw OutOfTime(deadline, earlier); // Not even started: a call without a caller would waste its token.
            }

            using var bounded = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            bounded.CancelAfter(TimerSpan.Of(deadline.Remaining));
            CallFailure? failure;
            try
            {
                return await attempt(bounded.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (bounded.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
            {
                throw OutOfTime(deadline, earlier);
            }
            catch (Exception exception) when ((failure = classify(exception)) is not null)
            {
                int most = failure.Retry switch
                {
                    RetryChance.Safe => MaximumRetries,
                    RetryChance.Once => 1,
                    RetryChance.OnlyIfReplayable when mayReplay => MaximumRetries,
                    _ => 0,
                };
                if (retries >= most || WaitBefore(retries, failure) is not { } wait || wait >= deadline.Remaining)
                {
                    throw new CallFailedException(failure, exception);
                }

                earlier = failure;
                await Task.Delay(wait, clock, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>
    /// The end of the time is the error only if no attempt told a cause: connections that a firewall drops use up the time in two or
    /// three attempts, and each of them names the proxy or the host.
    /// </summary>
    private static CallFailedException OutOfTime(Deadline deadline, CallFailure? earlier) => new(new CallFailure(
        earlier?.Error ?? deadline.TimedOut("The call to AWS", target: null), RequestWasSent: null, RetryChance.None));

    /// <summary>Null when the service asks for more than anybody waits.</summary>
    private TimeSpan? WaitBefore(int retries, CallFailure failure)
    {
        // Between the half and the whole, doubling: sessions that failed together do not come back together.
        TimeSpan wait = FirstWait * (1 << retries) * (0.5 + (_jitter() / 2));
        if (failure.RetryAfter is { } asked)
        {
            // Never before the time that was asked for; a little later, each its own.
            wait = asked + (wait / 2);
        }

        return wait <= LongestWait ? wait : null;
    }
}

/// <summary>A call that failed for good.</summary>
internal sealed class CallFailedException(CallFailure failure, Exception? inner = null) : Exception(failure.Error.Message, inner)
{
    public CallFailure Failure { get; } = failure;
}
