using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace Keepalive.Native.Kernel32;

/// <summary>PeekNamedPipe, which serves anonymous pipes too: they can't be waited for, only asked.</summary>
[SupportedOSPlatform("windows")]
internal static unsafe partial class PipeHandle
{
    /// <summary>True when a read would not block: there is data, or an end or error for the read to report.</summary>
    internal static bool IsReadable(SafePipeHandle pipe)
    {
        uint available;
        return PeekNamedPipe(pipe, null, 0, null, &available, null) == 0 || available > 0;
    }

    [LibraryImport("kernel32")]
    private static partial int PeekNamedPipe(
        SafePipeHandle pipe, void* buffer, uint size, uint* read, uint* available, uint* leftOfMessage);
}
