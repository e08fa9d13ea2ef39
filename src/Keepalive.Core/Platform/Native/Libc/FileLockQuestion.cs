using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Keepalive.Platform.Native.Libc;

/// <summary>flock(2), as a question: .NET programs lock for themselves alone what they write.</summary>
[UnsupportedOSPlatform("windows")]
internal static partial class FileLockQuestion
{
    private const int LOCK_SH = 1;
    private const int LOCK_NB = 4;
    private const int LOCK_UN = 8;

    /// <summary>A process has the file open exclusively. The lock for this test is released at once, so that no other process fails because of it.</summary>
    internal static bool IsHeldAlone(SafeHandle file)
    {
        if (flock(file, LOCK_SH | LOCK_NB) == 0)
        {
            _ = flock(file, LOCK_UN);
            return false;
        }

        return Marshal.GetLastPInvokeError() == Errno.EAGAIN;
    }

    [LibraryImport("libc", SetLastError = true)]
    private static partial int flock(SafeHandle file, int operation);
}
