using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Keepalive.Platform.Native.Kernel32;
using Keepalive.Platform.Processes;
using Microsoft.Win32.SafeHandles;

namespace Keepalive.Platform.Terminals;

/// <summary>A pseudo console, and a program in a job that sits at it.</summary>
/// <remarks>
/// The order of the end is: the program, the console (which shows its last and closes the pipe), the rest of the job. A
/// console that does not close gets its pipe closed.
/// </remarks>
[SupportedOSPlatform("windows")]
internal sealed class WindowsPseudoTerminal : IPseudoTerminal
{
    private const int ThreadStack = 256 * 1024;
    private const int LongestWait = 500;
    private const int ConsoleAttempts = 3;
    private static readonly TimeSpan ConsolePause = TimeSpan.FromMilliseconds(100);

    private static readonly TimeSpan Linger = TimeSpan.FromSeconds(3);

    private readonly WindowsTerminalPipes _pipes;
    private readonly PseudoConsole _console;
    private readonly SafeProcessHandle _process;
    private readonly WindowsProcessTree _tree;
    private readonly TerminalOutput _output = new();
    private readonly CancellationTokenSource _over = new();
    private readonly TaskCompletionSource<TerminalExit> _exited = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _givenUp;

    private WindowsPseudoTerminal(WindowsTerminalPipes pipes, PseudoConsole console, SafeProcessHandle process, WindowsProcessTree tree, int id)
    {
        _pipes = pipes;
        _console = console;
        _process = process;
        _tree = tree;
        ProcessId = id;
        Input = new WindowsTerminalInput(pipes.Input);
        _over.Token.Register(Abandon);
        _ = PumpAsync();
        new Thread(Watch, ThreadStack) { IsBackground = true, Name = "terminal" }.Start();
    }

    public int ProcessId { get; }

    public Stream Output => _output;

    public Stream Input { get; }

    public Task<TerminalExit> Exited => _exited.Task;

    internal static WindowsPseudoTerminal Start(ChildCommand command, TerminalSize size)
    {
        WindowsStart start = WindowsStart.For(command);
        try
        {
            WindowsTerminalPipes pipes = WindowsTerminalPipes.Create();
            try
            {
                return Start(start, size, pipes);
            }
            catch
            {
                pipes.Dispose();
                throw;
            }
        }
        catch (EntryPointNotFoundException exception)
        {
            throw new ChildStartException("this Windows has no pseudo consoles (Windows 10 1809 is the first)", exception);
        }
        catch (Exception exception) when (exception is IOException or TimeoutException or Win32Exception or COMException or UnauthorizedAccessException)
        {
            throw new ChildStartException("the system has no console or no room for it", exception);
        }
    }

    public bool? IsEchoOff() => null;

    public bool? HasUnreadInput() => null;

    public void Resize(TerminalSize size)
    {
        try
        {
            _console.Resize(size.Columns, size.Rows);
        }
        catch (ObjectDisposedException)
        {
            // The program ended a moment ago.
        }
    }

    public Task EndAsync()
    {
        if (_exited.Task.IsCompleted)
        {
            return _exited.Task;
        }

        // What it still shows is of no interest, and waiting for it would take time.
        _over.Cancel();
        return Task.WhenAll(Task.Run(EndTree), _exited.Task);
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync().ConfigureAwait(false);
        _over.Dispose();
        _pipes.Dispose();
        _tree.Dispose();
        _process.Dispose();
        _output.Clear();
    }

    private static WindowsPseudoTerminal Start(WindowsStart start, TerminalSize size, WindowsTerminalPipes pipes)
    {
        PseudoConsole console = CreateConsole(size, pipes);
        try
        {
            pipes.CloseFarEnds();
            int error = CreateProcess.StartAt(
                console,
                start.Application,
                start.CommandLine,
                start.EnvironmentBlock,
                start.WorkingDirectory,
                out CreateProcess.ProcessInformation started);
            if (error != 0)
            {
                throw WindowsExecutable.StartFailure(error);
            }

            (SafeProcessHandle process, WindowsProcessTree tree) = WindowsJobMember.Resume(started);
            return new WindowsPseudoTerminal(pipes, console, process, tree, (int)started.ProcessId);
        }
        catch
        {
            pipes.Output.Dispose(); // Otherwise closing the console would wait for a reader.
            console.Dispose();
            throw;
        }
    }

    /// <summary>A console is a process of its own (conhost), which a machine that is out of breath may fail to start (seen once under Wine).</summary>
    private static PseudoConsole CreateConsole(TerminalSize size, WindowsTerminalPipes pipes)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                return PseudoConsole.Create(size.Columns, size.Rows, pipes.FarInput.SafePipeHandle, pipes.FarOutput.SafePipeHandle);
            }
            catch (COMException) when (attempt < ConsoleAttempts)
            {
                Thread.Sleep(ConsolePause);
            }
        }
    }

    private async Task PumpAsync()
    {
        try
        {
            while (true)
            {
                await _output.RoomAsync().ConfigureAwait(false);
                int count = await _pipes.Output.ReadAsync(_output.Room).ConfigureAwait(false);
                if (count == 0)
                {
                    break;
                }

                _output.Commit(count);
            }
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException or InvalidOperationException or OperationCanceledException)
        {
            // The pipe was closed.
        }

        _output.End();
    }

    private void Abandon()
    {
        _pipes.Output.Dispose();
        _output.End();
    }

    private void EndTree()
    {
        _tree.End();
        _givenUp = true; // What is not gone now hangs in the kernel.
    }

    private void Watch()
    {
        while (!ProcessHandle.WaitForEnd(_process, LongestWait) && !_givenUp)
        {
        }

        _over.CancelAfter(Linger);
        _console.Dispose();
        if (_tree.IsAlive)
        {
            _tree.End();
        }

        _exited.SetResult(new TerminalExit(ProcessHandle.ExitCode(_process), null));
    }
}
