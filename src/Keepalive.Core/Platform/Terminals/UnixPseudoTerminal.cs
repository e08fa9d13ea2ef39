using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.Versioning;
using Keepalive.Platform.Native.Libc;
using Keepalive.Platform.Processes;
using Microsoft.Win32.SafeHandles;

namespace Keepalive.Platform.Terminals;

/// <summary>A master end, and the leader of a session whose controlling terminal is the other end.</summary>
/// <remarks>
/// One background thread reads, looks for the end, signals and reaps, so that a process number can't be signalled after it was
/// given away. It polls: nothing else tells about output, an end and a request alike on every Unix.
/// </remarks>
[UnsupportedOSPlatform("windows")]
internal sealed class UnixPseudoTerminal : IPseudoTerminal
{
    private const int ThreadStack = 256 * 1024;

    // How late an end or a request may be noticed. Output is noticed at once.
    private const int LongestPause = 20;

    // Something that stays in the background with the terminal in its hands must not hold us; last words should arrive.
    private static readonly TimeSpan Linger = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestLinger = TimeSpan.FromSeconds(3);

    private readonly SafeFileHandle _master;
    private readonly string _device;
    private readonly string? _mark;
    private readonly TerminalOutput _output = new();
    private readonly TaskCompletionSource<TerminalExit> _exited = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _endRequested;

    private UnixPseudoTerminal(int pid, string? mark, SafeFileHandle master, string device)
    {
        ProcessId = pid;
        _mark = mark;
        _master = master;
        _device = device;
        Input = new UnixTerminalInput(master);
        new Thread(Run, ThreadStack) { IsBackground = true, Name = "terminal" }.Start();
    }

    private enum Sight
    {
        Nothing,
        Moved,
        HungUp,
    }

    public int ProcessId { get; }

    public Stream Output => _output;

    public Stream Input { get; }

    public Task<TerminalExit> Exited => _exited.Task;

    internal static UnixPseudoTerminal Start(ChildCommand command, TerminalSize size) => Start(command, size, OperatingSystem.IsMacOS());

    internal static UnixPseudoTerminal Start(ChildCommand command, TerminalSize size, bool throughShell)
    {
        try
        {
            SafeFileHandle master = PosixOpenpt.Open(out string device);
            try
            {
                // Held open until the program has it: macOS gives a size to no terminal whose other end was never open.
                using SafeFileHandle ours = PosixOpenpt.OpenDevice(device);
                Ioctl.SetSize(master, size.Columns, size.Rows);
                return new UnixPseudoTerminal(UnixTerminalStart.Spawn(command, device, throughShell), command.TreeMark, master, device);
            }
            catch
            {
                master.Dispose();
                throw;
            }
        }
        catch (Win32Exception exception)
        {
            throw new ChildStartException("the system has no terminal or no room for it", exception);
        }
    }

    public bool? IsEchoOff()
    {
        try
        {
            return !Termios.Echoes(_master);
        }
        catch (ObjectDisposedException)
        {
            return null;
        }
    }

    public bool? HasUnreadInput()
    {
        try
        {
            // Only the program's own end can tell.
            using SafeFileHandle theirs = PosixOpenpt.OpenDevice(_device);
            return Fionread.Count(theirs) > 0;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    public void Resize(TerminalSize size) => Ioctl.SetSize(_master, size.Columns, size.Rows);

    public Task EndAsync()
    {
        _endRequested = true;
        return _exited.Task;
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync().ConfigureAwait(false);
        _master.Dispose();
        _output.Clear();
    }

    private void Run()
    {
        try
        {
            Watch();
        }
        finally
        {
            _output.End();
            _exited.SetResult(Finish());
        }
    }

    private void Watch()
    {
        long endedAt = 0;
        long movedAt = Stopwatch.GetTimestamp();
        int pause = 0;
        bool wasHungUp = false;
        while (!_endRequested)
        {
            bool ended = Wait.HasEnded(ProcessId);
            if (ended && endedAt == 0)
            {
                endedAt = movedAt = Stopwatch.GetTimestamp();
            }

            Sight sight = Look(pause);
            if (ended && (sight == Sight.HungUp
                || Stopwatch.GetElapsedTime(movedAt) > Linger
                || Stopwatch.GetElapsedTime(endedAt) > LongestLinger))
            {
                return;
            }

            if (sight == Sight.HungUp)
            {
                // Mostly the program is about to end: then it is soon known.
                pause = wasHungUp ? pause : 0;
                Thread.Sleep(pause);
            }

            wasHungUp = sight == Sight.HungUp;
            if (sight == Sight.Moved)
            {
                movedAt = Stopwatch.GetTimestamp();
                pause = 0; // More of it, or the end, is likely to follow at once.
            }
            else
            {
                pause = Math.Min((2 * pause) + 1, LongestPause);
            }
        }
    }

    private Sight Look(int milliseconds)
    {
        Memory<byte> room = _output.Room;
        if (room.IsEmpty)
        {
            return _output.RoomAsync().Wait(milliseconds) ? Sight.Moved : Sight.Nothing;
        }

        if (!Poll.IsReadable(_master, milliseconds))
        {
            return Sight.Nothing;
        }

        int count = ReadWrite.Read(_master, room.Span, out int error);
        if (count > 0)
        {
            _output.Commit(count);
            return Sight.Moved;
        }

        if (error == Errno.EINTR || error == Errno.EAGAIN)
        {
            return Sight.Nothing;
        }

        // EIO on Linux, zero on macOS: no process has the other end open. While the program runs it may open it again, as /dev/tty.
        return Sight.HungUp;
    }

    private TerminalExit Finish()
    {
        new UnixProcessTree(ProcessId, _mark).EndIfAlive();
        UnixProcessTree.KillGroup(ProcessId);
        if (!Wait.HasEnded(ProcessId))
        {
            return Outcome(Signals.SIGKILL); // It hangs in the kernel, and will end when that lets go.
        }

        TerminalExit exit = Outcome(Wait.Reap(ProcessId));
        UnixProcessTree.WaitForGroup(ProcessId);
        return exit;
    }

    private static TerminalExit Outcome(int status)
    {
        int signal = status & 0x7F;
        return signal == 0 ? new TerminalExit((status >> 8) & 0xFF, null) : new TerminalExit(128 + signal, signal);
    }
}
