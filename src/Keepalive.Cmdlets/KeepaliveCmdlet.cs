using System.Management.Automation;
using Keepalive.Configuration;

namespace Keepalive.Commands;

/// <summary>The common part of all cmdlets: waiting for Core without blocking Ctrl+C, and turning its errors into error records.</summary>
#pragma warning disable CA1001 // PowerShell would dispose it while StopProcessing may still be running on another thread; a source without a timer holds nothing.
public abstract partial class KeepaliveCmdlet : PSCmdlet
#pragma warning restore CA1001
{
    private readonly CancellationTokenSource _stop = new();

    private protected KeepaliveCmdlet()
    {
    }

    /// <summary>Only asks; <c>Await</c> ends when the work has ended.</summary>
    protected override void StopProcessing() => _stop.Cancel();

    /// <summary>
    /// Runs Core's work on the pool and does queued stream writes here until the work has really ended, also when the
    /// pipeline is being stopped: when the prompt comes back, no child process is left.
    /// </summary>
    private protected T Await<T>(string activity, string status, Func<CancellationToken, Task<T>> operation) =>
        Await(activity, status, (_, _, stop) => operation(stop));

    /// <summary>The same for work that has something to tell while it runs: it posts its writes and changes the progress bar's status.</summary>
    private protected T Await<T>(string activity, string status, Func<StreamQueue, DelayedProgress, CancellationToken, Task<T>> operation)
    {
        var writes = new StreamQueue();
        using var progress = new DelayedProgress(activity, status, record => writes.Post(() => WriteProgress(record)));
        Task<T> work = Task.Run(() => operation(writes, progress, _stop.Token));
        _ = work.ContinueWith(
            static (_, queue) => ((StreamQueue)queue!).Close(), writes, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        try
        {
            while (writes.Take() is { } write)
            {
                write();
            }
        }
        catch
        {
            // A stream write throws when the pipeline is being stopped, or when an error action says so.
            _stop.Cancel();
            _ = Task.WaitAny(work);
            throw;
        }

        if (progress.Complete() is { } completed && !Stopping)
        {
            WriteProgress(completed);
        }

        return Result(work);
    }

    /// <summary>Warns of ignored parts of our settings.</summary>
    private protected void Warn(IReadOnlyList<ConfigurationProblem> problems)
    {
        foreach (ConfigurationProblem problem in problems)
        {
            WriteWarning(problem.Sentence);
        }
    }

    /// <summary>Does the work on one record. A condition Core knows is an error of this record; the next one may succeed.</summary>
    private protected void ForRecord(Action work)
    {
        try
        {
            work();
        }
        catch (KeepaliveException exception)
        {
            WriteError(ErrorRecords.From(exception));
        }
    }

    /// <summary>Does work without which no record can succeed.</summary>
    private protected T ForAll<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (KeepaliveException exception)
        {
            ThrowTerminatingError(ErrorRecords.From(exception));
            throw;
        }
    }

    private T Result<T>(Task<T> work)
    {
        try
        {
            return work.GetAwaiter().GetResult();
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
    }
}
