using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Keepalive.Platform.Native.Libc;

/// <summary>read(2) and write(2) on a descriptor that does not block.</summary>
[UnsupportedOSPlatform("windows")]
internal static unsafe partial class ReadWrite
{
    /// <summary>How many bytes, 0 at the end, or -1 and the error number.</summary>
    internal static int Read(SafeHandle descriptor, Span<byte> buffer, out int error)
    {
        fixed (byte* bytes = buffer)
        {
            nint count = read(descriptor, bytes, (nuint)buffer.Length);
            error = count < 0 ? Marshal.GetLastPInvokeError() : 0;
            return (int)count;
        }
    }

    /// <summary>How many bytes were taken, or -1 and the error number.</summary>
    internal static int Write(SafeHandle descriptor, ReadOnlySpan<byte> bytes, out int error)
    {
        fixed (byte* first = bytes)
        {
            nint count = write(descriptor, first, (nuint)bytes.Length);
            error = count < 0 ? Marshal.GetLastPInvokeError() : 0;
            return (int)count;
        }
    }

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint read(SafeHandle descriptor, void* buffer, nuint size);

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint write(SafeHandle descriptor, void* bytes, nuint size);
}
