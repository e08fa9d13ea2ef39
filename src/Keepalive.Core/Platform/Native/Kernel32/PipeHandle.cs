using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace Keepalive.Platform.Native.Kernel32;

/// <summary>PeekNamedPipe, which serves anonymous pipes too: they can't be waited for, only asked.</summary>
[SupportedOSPlatform("windows")]
internal static unsafe partial class PipeHandle
{
    private const int ERROR_BROKEN_PIPE = 109;

    /// <summary>True when a read would not block: there is data, or an end or error for the read to report.</summary>
    internal static bool IsReadable(SafePipeHandle pipe)
    {
        uint available;
        return PeekNamedPipe(pipe, null, 0, null, &available, null) == 0 || available > 0;
    }

    /// <summary>True if the other end is closed. A handle that is not a pipe never hangs up.</summary>
    internal static bool HasHungUp(SafeHandle pipe)
    {
        uint available;
        return PeekNamedPipe(pipe, null, 0, null, &available, null) == 0 && Marshal.GetLastPInvokeError() == ERROR_BROKEN_PIPE;
    }

    [LibraryImport("kernel32", SetLastError = true)]
    private static partial int PeekNamedPipe(
        SafeHandle pipe, void* buffer, uint size, uint* read, uint* available, uint* leftOfMessage);
}
