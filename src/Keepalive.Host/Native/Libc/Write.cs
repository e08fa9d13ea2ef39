using System.Runtime.InteropServices;

namespace Keepalive.Host.Native.Libc;

/// <summary>write(2).</summary>
internal static partial class Write
{
    private const int Interrupted = 4; // EINTR
    private const int BadDescriptor = 9; // EBADF

    private static readonly int s_wouldBlock = OperatingSystem.IsMacOS() ? 35 : 11; // EAGAIN

    /// <summary>Writes all bytes; returns 0, or the errno that stopped it.</summary>
    public static unsafe int All(int descriptor, ReadOnlySpan<byte> bytes)
    {
        if (Descriptors.IsOfRuntime(descriptor))
        {
            return BadDescriptor;
        }

        while (!bytes.IsEmpty)
        {
            nint written;
            fixed (byte* start = bytes)
            {
                written = write(descriptor, start, bytes.Length);
            }

            if (written >= 0)
            {
                bytes = bytes[(int)written..];
            }
            else if (Marshal.GetLastPInvokeError() is var error && error == s_wouldBlock)
            {
                Poll.Writable(descriptor);
            }
            else if (error != Interrupted)
            {
                return error;
            }
        }

        return 0;
    }

#pragma warning disable IDE1006 // The native name is kept.
    [LibraryImport("libc", SetLastError = true)]
    private static unsafe partial nint write(int descriptor, byte* buffer, nint count);
#pragma warning restore IDE1006
}
