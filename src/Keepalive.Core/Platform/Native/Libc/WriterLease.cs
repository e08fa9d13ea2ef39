using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Keepalive.Platform.Native.Libc;

/// <summary>
/// fcntl(2) with F_SETLEASE: Linux gives a read lease only for a file that no process has open to write. It is given back at once.
/// Source: fcntl(2), "Leases".
/// </summary>
[SupportedOSPlatform("linux")]
internal static partial class WriterLease
{
    private const int F_SETSIG = 10;
    private const int F_SETLEASE = 1024;
    private const int F_RDLCK = 0;
    private const int F_UNLCK = 2;

    /// <summary>The signal for a process whose lease is wanted back. The usual one, SIGIO, would end us; this one does nothing.</summary>
    private const int SIGURG = 23;

    /// <summary>No process has it open to write; false: a process has; null: this file system, or this owner, gives no leases.</summary>
    /// <param name="file">The file, open to read alone.</param>
    internal static bool? HasNoWriter(SafeHandle file)
    {
        if (fcntl(file, F_SETSIG, SIGURG) != 0)
        {
            return null;
        }

        if (fcntl(file, F_SETLEASE, F_RDLCK) == 0)
        {
            _ = fcntl(file, F_SETLEASE, F_UNLCK);
            return true;
        }

        return Marshal.GetLastPInvokeError() == Errno.EAGAIN ? false : null;
    }

    [LibraryImport("libc", SetLastError = true)]
    private static partial int fcntl(SafeHandle file, int command, int argument);
}
