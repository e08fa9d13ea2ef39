using Keepalive.Sessions;

namespace Keepalive.Host.Verbs;

/// <summary><c>claude-aws renew-worker</c>, started by hooks: its output and its exit status are not shown.</summary>
internal static class RenewalWorkerVerb
{
    /// <summary>More than the worker's own limits, for the checks before and after.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(3);

    public static int Run(string profile) => VerbRunner.Run(RenewalWorker.Limit + Margin, async cancellationToken =>
    {
        await RenewalWorker.RunAsync(SystemEnvironment.Current, profile, WorkerCommand.Instance, TimeProvider.System, cancellationToken).ConfigureAwait(false);
        return ExitStatus.Fine;
    });
}
