using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Keepalive.Platform.Native.Libc;

/// <summary>read(2).</summary>
[UnsupportedOSPlatform("windows")]
internal static partial class Read
{
    /// <summary>The number of bytes; zero at the end; negative after an error, an interruption too.</summary>
    internal static unsafe int From(SafeHandle descriptor, Span<byte> buffer)
    {
        fixed (byte* start = buffer)
        {
            return (int)read(descriptor, start, buffer.Length);
        }
    }

    /// <summary>A signal came, or another process has made the descriptor one that does not wait.</summary>
    internal static bool MayBeRepeated => Marshal.GetLastPInvokeError() is var error && (error == Errno.EINTR || error == Errno.EAGAIN);

#pragma warning disable IDE1006 // The native name is kept.
    [LibraryImport("libc", SetLastError = true)]
    private static unsafe partial nint read(SafeHandle descriptor, byte* buffer, nint count);
#pragma warning restore IDE1006
}
