using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Keepalive.Testing;

/// <summary>
/// Starts programs as a shell at a terminal would, with every signal at its default. What is ignored stays ignored in a child, so a test
/// program that was itself started by nohup, or in the background of a script, would have programs that no signal ends. The product's own children
/// always begin with the defaults; claude-aws itself keeps what its caller has decided, as every program does.
/// </summary>
public static class ProgramStart
{
    private const int HangUp = 1;
    private const int Interrupt = 2;
    private const int Quit = 3;
    private const int Terminate = 15;

    /// <summary>SIG_IGN, in the first field of struct sigaction on Linux and macOS. SIG_DFL is zero, and so is all the rest of a default.</summary>
    private const nint Ignored = 1;

    /// <summary>More than struct sigaction has anywhere.</summary>
    private const int Room = 1024;

    private static readonly Lock s_gate = new();

    /// <summary>Starts a program.</summary>
    /// <param name="start">The program.</param>
    /// <exception cref="System.ComponentModel.Win32Exception">It can't be started.</exception>
    public static Process Start(ProcessStartInfo start)
    {
        if (OperatingSystem.IsWindows())
        {
            return Process.Start(start)!;
        }

        lock (s_gate)
        {
            List<(int Signal, byte[] Before)> ignored = Restore();
            try
            {
                return Process.Start(start)!;
            }
            finally
            {
                ignored.ForEach(static one => _ = sigaction(one.Signal, one.Before, null));
            }
        }
    }

    /// <summary>For the moment of the start alone: whoever has let the tests run on by themselves means it.</summary>
    [UnsupportedOSPlatform("windows")]
    private static List<(int Signal, byte[] Before)> Restore()
    {
        List<(int, byte[])> ignored = [];
        foreach (int signal in (ReadOnlySpan<int>)[HangUp, Interrupt, Quit, Terminate])
        {
            byte[] before = new byte[Room];
            if (sigaction(signal, null, before) == 0 && MemoryMarshal.Read<nint>(before) == Ignored && sigaction(signal, new byte[Room], null) == 0)
            {
                ignored.Add((signal, before));
            }
        }

        return ignored;
    }

    [DllImport("libc")]
    private static extern int sigaction(int signal, byte[]? action, [Out] byte[]? before);
}
