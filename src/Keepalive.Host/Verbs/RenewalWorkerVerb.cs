using Keepalive.Sessions;

namespace Keepalive.Host.Verbs;

/// <summary><c>claude-aws renew-worker</c>, which hooks start: nobody sees its output, and its exit status neither.</summary>
internal static class RenewalWorkerVerb
{
    /// <summary>Beyond the worker's own limits, for the looks before and after.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(3);

    public static int Run(string profile) => VerbRunner.Run(RenewalWorker.Limit + Margin, async cancellationToken =>
    {
        await RenewalWorker.RunAsync(SystemEnvironment.Current, profile, WorkerCommand.Instance, TimeProvider.System, cancellationToken).ConfigureAwait(false);
        return ExitStatus.Fine;
    });
}
