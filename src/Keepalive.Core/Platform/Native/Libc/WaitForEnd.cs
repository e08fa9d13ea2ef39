using System.Runtime.InteropServices;

namespace Keepalive.Platform.Native.Libc;

/// <content>Waiting until the end comes.</content>
internal static partial class Wait
{
    /// <summary>Blocks its thread until the child has ended, reaps it and returns its wait status; 0 if it was already reaped.</summary>
    internal static unsafe int ReapAtEnd(int pid)
    {
        int status;
        int result;
        do
        {
            result = waitpid(pid, &status, 0);
        }
        while (result == -1 && Marshal.GetLastPInvokeError() == Errno.EINTR);

        return result == pid ? status : 0;
    }
}
