using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Keepalive.Native.Libc;

/// <summary>flock(2), as a question: .NET programs lock for themselves alone what they write.</summary>
[UnsupportedOSPlatform("windows")]
internal static partial class FileLockQuestion
{
    private const int LOCK_SH = 1;
    private const int LOCK_NB = 4;
    private const int LOCK_UN = 8;

    /// <summary>Somebody holds the file for himself alone. The lock that finds it out is given back at once, so that nobody fails on it.</summary>
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
