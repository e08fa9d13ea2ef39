using System.Globalization;
using Keepalive.Platform.Native.Kernel32;
using Keepalive.Platform.Native.Libc;
using Microsoft.Win32.SafeHandles;

namespace Keepalive.Platform.Files;

/// <summary>The process that made a temporary file, and whether it is still running.</summary>
internal static class TemporaryWriter
{
    /// <summary>No write takes that long: a process of that number is another one by then.</summary>
    private static readonly TimeSpan LongestWrite = TimeSpan.FromMinutes(1);

    /// <summary>The number, the program's name and the state are within it.</summary>
    private const int LongestStart = 256;

    /// <summary>Where the number of a process counts: this machine and, on Linux, this container.</summary>
    public static uint ThisMachine { get; } = Identify();

    /// <summary>No process will finish it.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="age">How long it has been there.</param>
    public static bool IsGone(TemporaryName name, TimeSpan age) =>
        age > LongestWrite || (name.Machine == ThisMachine && name.Process != Environment.ProcessId && !Exists(name.Process));

    private static bool Exists(int process)
    {
        if (!OperatingSystem.IsWindows())
        {
            return Signals.Exists(process) && !(OperatingSystem.IsLinux() && HasEnded(process));
        }

        using SafeProcessHandle handle = OtherProcess.Open(process);
        return !handle.IsInvalid && !ProcessHandle.WaitForEnd(handle, 0);
    }

    /// <summary>It has ended, and its parent has not read its exit status: in a container, the parent often never does (state Z or X, proc_pid_stat(5)).</summary>
    private static bool HasEnded(int process)
    {
        try
        {
            Span<byte> row = stackalloc byte[LongestStart];
            using SafeFileHandle file = File.OpenHandle($"/proc/{process.ToString(CultureInfo.InvariantCulture)}/stat", share: FileShare.ReadWrite | FileShare.Delete);
            row = row[..RandomAccess.Read(file, row, 0)];
            return row[(row.LastIndexOf((byte)')') + 1)..] is [(byte)' ', (byte)'Z' or (byte)'X', ..];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false; // Hidden from us.
        }
    }

    private static uint Identify()
    {
        uint hash = (uint)ContentHash.Of(System.Text.Encoding.UTF8.GetBytes(Environment.MachineName));
        return OperatingSystem.IsLinux() && FileStatus.Of("/proc/self/ns/pid") is { } space ? hash ^ (uint)space.Inode : hash;
    }
}
