using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Keepalive.Native.Libc;

/// <summary>kill(2), and the numbers that are the same on Linux and macOS.</summary>
[UnsupportedOSPlatform("windows")]
internal static partial class Signals
{
    internal const int SIGKILL = 9;
    internal const int SIGTERM = 15;

    /// <summary>A negative <paramref name="pid"/> names a process group.</summary>
    [LibraryImport("libc")]
    internal static partial int kill(int pid, int sig);
}
