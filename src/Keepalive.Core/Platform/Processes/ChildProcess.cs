using System.Diagnostics;

namespace Keepalive.Platform.Processes;

/// <summary>
/// Runs a program that is asked for one answer: its input is empty or a file, its output is bounded, its error output goes nowhere
/// (it may hold secrets) unless the caller wants its end, and it has no terminal to draw on or to wait at.
/// </summary>
public static class ChildProcess
{
    // A helper that stays in the background with the pipe in its hand must not hold us; a slow writer's last lines should arrive.
    private static readonly TimeSpan Linger = TimeSpan.FromMilliseconds(500);

    // How late an end or a cancellation may be noticed. Output is noticed at once, on Unix.
    private const int LongestPause = 20;

    /// <summary>Told before each start of a child that ends with this process, so that a signal to this process from then on ends the child too; null: nothing is told.</summary>
    public static Action? Starting { get; set; }

    /// <summary>Runs the program to its end. No process of it and no thread of ours is left when the task is complete.</summary>
    /// <param name="command">What to run.</param>
    /// <param name="outputLimit">In bytes. One more, and the program and all it started are killed.</param>
    /// <param name="cancellationToken">
    /// Cancels: the whole tree is asked to end (not on Windows, which has no way to ask) and after 300 ms killed. The task is
    /// cancelled when it is gone, at the latest after about 3 s.
    /// </param>
    /// <exception cref="ChildStartException">The program could not be started.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static Task<ChildOutcome> RunAsync(ChildCommand command, int outputLimit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(command);
        ArgumentOutOfRangeException.ThrowIfNegative(outputLimit);

        // One background thread a child does everything: start, read, signal, reap. So a number can't be signalled after it
        // was reaped, without a lock; and nothing depends on a free thread of the pool.
        return Task.Factory.StartNew(
            () => Run(command, outputLimit, cancellationToken),
            cancellationToken,
            TaskCreationOptions.LongRunning | TaskCreationOptions.DenyChildAttach | TaskCreationOptions.RunContinuationsAsynchronously,
            TaskScheduler.Default);
    }

    private static ChildOutcome Run(ChildCommand command, int outputLimit, CancellationToken cancellationToken)
    {
        using IChild child = Start(command);
        using BoundedOutput output = new(outputLimit);
        Watch(child, output, command.Errors, cancellationToken);
        (int exitCode, int? signal) = child.Finish();
        command.Errors?.Drain();
        return new ChildOutcome(exitCode, signal, output.ToArray(), output.LimitExceeded);
    }

    /// <summary>Refuses what no system could start as it stands.</summary>
    /// <exception cref="ChildStartException">The reason.</exception>
    internal static void Check(ChildCommand command)
    {
        if (command.FileName.Length == 0)
        {
            throw new ChildStartException("the program's name is empty");
        }

        if (command.FileName.Contains('\0') || command.Arguments.Any(argument => argument.Contains('\0')) || command.VerbatimArguments?.Contains('\0') == true)
        {
            throw new ChildStartException("an argument contains a NUL character");
        }

        if (command.StandardInputFile is { } input && !File.Exists(input))
        {
            throw new ChildStartException("the file of its standard input was not found");
        }

        if (command.WorkingDirectory is { } folder && !Directory.Exists(folder))
        {
            throw new ChildStartException("its working directory was not found");
        }
    }

    private static IChild Start(ChildCommand command)
    {
        Check(command);
        Starting?.Invoke();
        return OperatingSystem.IsWindows() ? WindowsChild.Start(command) : UnixChild.Start(command);
    }

    private static void Watch(IChild child, BoundedOutput output, ErrorTail? errors, CancellationToken cancellationToken)
    {
        bool open = true;
        long endedAt = 0;
        int pause = 0;
        while (true)
        {
            if (cancellationToken.IsCancellationRequested)
            {
                child.EndTree();
                cancellationToken.ThrowIfCancellationRequested();
            }

            errors?.Drain();
            bool ended = child.HasEnded;
            if (ended && endedAt == 0)
            {
                endedAt = Stopwatch.GetTimestamp();
            }

            if (ended && (!open || Stopwatch.GetElapsedTime(endedAt) > Linger))
            {
                return;
            }

            if (!open)
            {
                child.WaitForEnd(pause);
            }
            else if (child.WaitForOutput(pause))
            {
                open = output.ReadFrom(child);
                if (output.LimitExceeded)
                {
                    child.EndTree();
                    return;
                }

                pause = 0; // More of it, or the child's end, is likely to follow at once.
                continue;
            }

            pause = Math.Min((2 * pause) + 1, LongestPause);
        }
    }
}
