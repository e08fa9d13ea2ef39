using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Keepalive.Platform.Native.Libc;

/// <summary>kill(2), and the numbers that are the same on Linux and macOS.</summary>
[UnsupportedOSPlatform("windows")]
internal static partial class Signals
{
    internal const int SIGKILL = 9;
    internal const int SIGTERM = 15;

    /// <summary>There is a process with that id, ours or another.</summary>
    internal static bool Exists(int pid) => kill(pid, 0) == 0 || Marshal.GetLastPInvokeError() == Errno.EPERM;

    /// <summary>A negative <paramref name="pid"/> names a process group.</summary>
    [LibraryImport("libc", SetLastError = true)]
    internal static partial int kill(int pid, int sig);
}
