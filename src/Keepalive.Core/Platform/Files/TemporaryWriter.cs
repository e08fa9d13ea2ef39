using Keepalive.Platform.Native.Kernel32;
using Keepalive.Platform.Native.Libc;
using Microsoft.Win32.SafeHandles;

namespace Keepalive.Platform.Files;

/// <summary>The process that made a temporary file, and whether it is still running.</summary>
internal static class TemporaryWriter
{
    /// <summary>No write takes that long: a process of that number is another one by then.</summary>
    private static readonly TimeSpan LongestWrite = TimeSpan.FromMinutes(1);

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
            return Signals.Exists(process);
        }

        using SafeProcessHandle handle = OtherProcess.Open(process);
        return !handle.IsInvalid && !ProcessHandle.WaitForEnd(handle, 0);
    }

    private static uint Identify()
    {
        uint hash = (uint)ContentHash.Of(System.Text.Encoding.UTF8.GetBytes(Environment.MachineName));
        return OperatingSystem.IsLinux() && FileStatus.Of("/proc/self/ns/pid") is { } space ? hash ^ (uint)space.Inode : hash;
    }
}
