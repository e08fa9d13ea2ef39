using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Keepalive.Platform.Native.Libc;

/// <summary>waitid(2) to look, waitpid(2) to reap.</summary>
[UnsupportedOSPlatform("windows")]
internal static partial class Wait
{
    private const int P_PID = 1;
    private const int WNOHANG = 1;
    private const int WEXITED = 4;

    private static readonly int WNOWAIT = OperatingSystem.IsMacOS() ? 0x20 : 0x01000000;

    /// <summary>
    /// Whether the child has ended, without reaping it: the zombie keeps its number, so that a signal sent afterwards to its
    /// process group can't reach a stranger who was given the same number.
    /// </summary>
    internal static unsafe bool HasEnded(int pid)
    {
        // siginfo_t is 128 bytes on Linux and 104 on macOS. Its first field is si_signo on both, and stays zero while
        // there is nothing to tell.
        long* information = stackalloc long[16];
        new Span<long>(information, 16).Clear();
        int result = waitid(P_PID, (uint)pid, information, WEXITED | WNOHANG | WNOWAIT);
        return result == 0 ? *(int*)information != 0 : Marshal.GetLastPInvokeError() != Errno.EINTR;
    }

    /// <summary>Reaps a child that has ended, and gives its wait status.</summary>
    /// <returns>
    /// 0 for a child that was already reaped. That happens if SIGCHLD is ignored, as a parent may have left it for us; a
    /// status is then not to be had, and Python's subprocess, on which the tools we serve are built, says 0 as well.
    /// </returns>
    internal static unsafe int Reap(int pid)
    {
        int status;
        int result;
        do
        {
            result = waitpid(pid, &status, WNOHANG);
        }
        while (result == -1 && Marshal.GetLastPInvokeError() == Errno.EINTR);

        return result == pid ? status : 0;
    }

    [LibraryImport("libc", SetLastError = true)]
    private static unsafe partial int waitid(int idType, uint id, void* information, int options);

    [LibraryImport("libc", SetLastError = true)]
    private static unsafe partial int waitpid(int pid, int* status, int options);
}
