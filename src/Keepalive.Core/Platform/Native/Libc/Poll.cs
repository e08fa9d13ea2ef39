using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Keepalive.Platform.Native.Libc;

/// <summary>poll(2) for one descriptor.</summary>
[UnsupportedOSPlatform("windows")]
internal static partial class Poll
{
    private const short POLLIN = 1;
    private const short POLLERR = 8;
    private const short POLLHUP = 16;

    /// <summary>
    /// True when a read would not block: there is data, the end, or an error for the read to report. An interruption by a
    /// signal means "not yet": every caller asks again.
    /// </summary>
    internal static unsafe bool IsReadable(SafeHandle descriptor, int milliseconds)
    {
        bool held = false;
        try
        {
            descriptor.DangerousAddRef(ref held);
            PollFd entry = new() { Fd = (int)descriptor.DangerousGetHandle(), Events = POLLIN };
            return poll(&entry, 1, milliseconds) > 0;
        }
        finally
        {
            if (held)
            {
                descriptor.DangerousRelease();
            }
        }
    }

    /// <summary>
    /// True if the other end of a pipe, a socket or a terminal is closed. A program that has only finished writing
    /// (shut down his side of a socket) is still there. A file never hangs up.
    /// </summary>
    internal static unsafe bool HasHungUp(SafeHandle descriptor)
    {
        bool held = false;
        try
        {
            descriptor.DangerousAddRef(ref held);
            PollFd entry = new() { Fd = (int)descriptor.DangerousGetHandle() };
            return poll(&entry, 1, 0) > 0 && (entry.Returned & (POLLHUP | POLLERR)) != 0;
        }
        finally
        {
            if (held)
            {
                descriptor.DangerousRelease();
            }
        }
    }

    // nfds_t is 32 bits on macOS and the width of a pointer elsewhere; a small number is the same in either register.
    [LibraryImport("libc")]
    private static unsafe partial int poll(PollFd* entries, nuint count, int milliseconds);

    [StructLayout(LayoutKind.Sequential)]
    private struct PollFd
    {
        internal int Fd;
        internal short Events;
        internal short Returned;
    }
}
