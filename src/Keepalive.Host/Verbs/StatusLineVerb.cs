using Keepalive.ClaudeCode;
using Keepalive.ClaudeCode.StatusLine;
using Keepalive.Host.Output;
using Keepalive.Platform.Processes;
using Keepalive.Platform.Time;

namespace Keepalive.Host.Verbs;

/// <summary>
/// <c>claude-aws statusline</c>: what is left, for Claude Code's status line. Always exit status 0: another one would blank the line,
/// and with it what another status line shows.
/// </summary>
internal static class StatusLineVerb
{
    /// <summary>For one line into a pipe or a terminal: long, on a machine that is out of breath.</summary>
    private static readonly TimeSpan WritingTime = TimeSpan.FromSeconds(1);

    private static int _answered;

    public static bool TryRun(string[] arguments, out int status)
    {
        status = ExitStatus.Fine;
        if (arguments is [OtherStatusLineLauncher.Verb, var request, var command])
        {
            RunOther(request, command);
            return true;
        }

        if (arguments is not ["statusline", ..] || arguments.Contains("--help") || arguments.Contains("-h") || arguments.Contains("-?"))
        {
            return false;
        }

        Run(arguments);
        return true;
    }

    private static void Run(string[] arguments)
    {
        LastWords.Omit();
        using var watchdog = new Timer(
            static _ =>
            {
                // An answer that is being written at this moment gets the time to be written, and the process then ends as usual.
                if (!Answer(SessionStatusLine.Unknown))
                {
                    Thread.Sleep(WritingTime);
                }

                Environment.Exit(ExitStatus.Fine);
            },
            null, Slots.StatusLine.OwnLimit, Timeout.InfiniteTimeSpan);
        try
        {
            Deadline deadline = Deadline.After(TimeProvider.System, SessionStatusLine.OtherPatience);
            ReadOnlyMemory<byte> input = StandardInput.Read(SessionStatusLine.MaximumInput, SessionStatusLine.InputPatience, SessionStatusLine.InputPatience);
            var line = new SessionStatusLine(SystemEnvironment.Current, TimeProvider.System, WorkerCommand.OfStatusLine());
            ValueTask<string> text = line.WriteAsync(input, HookArguments.ProfileOf(arguments), deadline, CancellationToken.None);
            Answer(text.IsCompletedSuccessfully ? text.Result : text.AsTask().GetAwaiter().GetResult());
        }
#pragma warning disable CA1031 // The last resort: a fault of ours must not blank the line.
        catch (Exception)
#pragma warning restore CA1031
        {
            Answer(SessionStatusLine.Unknown);
        }
    }

    /// <summary>Its output is not shown; its result is in the file that it writes.</summary>
    private static void RunOther(string request, string command)
    {
        try
        {
            OtherStatusLineWorker.RunAsync(SystemEnvironment.Current, request, command, OtherStatusLineWorker.Limit, CancellationToken.None).GetAwaiter().GetResult();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or KeepaliveException)
        {
            // The next call tries again.
        }
    }

    /// <returns>False: another thread has answered, or does so now.</returns>
    private static bool Answer(string text)
    {
        if (Interlocked.Exchange(ref _answered, 1) != 0)
        {
            return false;
        }

        if (text.Length == 0)
        {
            return true;
        }

        try
        {
            StandardOutput.WriteStatusLine(text);
        }
        catch (KeepaliveException)
        {
            // There is no reader: Claude Code has started the next call.
        }

        return true;
    }
}
