using Keepalive.Host.Output;
using Keepalive.Sessions;

namespace Keepalive.Host.Verbs;

/// <summary>The common frame of every verb: errors become a message and an exit status, signals end the work and its children.</summary>
internal static class VerbRunner
{
    /// <summary>How much longer than its deadline a verb may take to clean up before the process is ended as it is.</summary>
    private static readonly TimeSpan CleanUp = TimeSpan.FromSeconds(4);

    private static Timer? s_watchdog;

    /// <summary>Gives the running verb further time, because it waits for the next one-time code.</summary>
    /// <param name="time">The time from now on.</param>
    public static void Extend(TimeSpan time) => s_watchdog?.Change(time + ExportArguments.DefaultTimeout + CleanUp, Timeout.InfiniteTimeSpan);

    /// <summary>Runs a verb within <paramref name="limit"/>, whatever hangs.</summary>
    /// <param name="limit">The time allowed.</param>
    /// <param name="verb">The work; returns the exit status.</param>
    /// <param name="endsWithClient">It ends with Claude Code, because then there is no reader for the answer.</param>
    public static int Run(TimeSpan limit, Func<CancellationToken, ValueTask<int>> verb, bool endsWithClient = false)
    {
        // A file that is a pipe, or lies on a dead network drive, blocks in the kernel, where no token reaches.
        using Timer watchdog = s_watchdog = new Timer(static state => EndProcess((TimeSpan)state!), limit, limit + CleanUp, Timeout.InfiniteTimeSpan);
        try
        {
            using var interruption = new CancellationTokenSource();
            using var signals = new SignalWatch(interruption);
            ValueTask<int> result = verb(interruption.Token);
            return result.IsCompletedSuccessfully ? result.Result : Wait(result, signals, interruption, endsWithClient);
        }
#pragma warning disable CA1031 // The last resort, see below.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return Fail(exception);
        }
    }

    /// <summary>Tells why it ends, and gives the exit status. Whatever an unknown fault is, its text may hold data, so only its kind is told.</summary>
    public static int Fail(Exception fault)
    {
        switch (fault)
        {
            case KeepaliveException known:
                ErrorOutput.Write(known.Message, known.Advice);
                return ExitStatus.Of(known.Code);
            case OperationCanceledException:
                return ExitStatus.Interrupted;
            default:
                if (ResourceFault.Find(fault) is { } refused)
                {
                    return Fail(refused);
                }

                ErrorOutput.Write($"unexpected error ({fault.GetType().Name}).", "Please report it with the command that you ran and the file that 'claude-aws support-bundle' writes.");
                return ExitStatus.Unexpected;
        }
    }

    private static int Wait(ValueTask<int> result, SignalWatch signals, CancellationTokenSource interruption, bool endsWithClient)
    {
        signals.Begin();
        using ClientWatch? client = endsWithClient ? ClientWatch.Start(SystemEnvironment.Current, interruption.Cancel) : null;
        return result.AsTask().GetAwaiter().GetResult();
    }

    private static void EndProcess(TimeSpan limit)
    {
        KeepaliveException exception = KeepaliveErrors.TimedOut("Reading the AWS files", limit, target: null);
        ErrorOutput.Write(exception.Message, exception.Advice);
        Environment.Exit(ExitStatus.Of(exception.Code));
    }
}
