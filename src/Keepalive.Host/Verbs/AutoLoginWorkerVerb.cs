using Keepalive.Sessions;
using Keepalive.Workers;

namespace Keepalive.Host.Verbs;

/// <summary><c>claude-aws auto-login-worker</c>, started by <c>refresh</c>: its output is not shown, its state is in the ledger.</summary>
internal static class AutoLoginWorkerVerb
{
    /// <summary>Beyond the worker's own limit, for its last words.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(1);

    public static int Run(string profile, bool asksAtTerminal) => VerbRunner.Run(SignInOptions.Limit + Margin, async cancellationToken =>
    {
        await AutoLoginWorker.RunAsync(SystemEnvironment.Current, profile, TimeProvider.System, asksAtTerminal, cancellationToken).ConfigureAwait(false);
        return ExitStatus.Fine;
    });
}
