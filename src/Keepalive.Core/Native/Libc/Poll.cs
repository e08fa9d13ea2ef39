using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Keepalive.Native.Libc;

/// <summary>poll(2) for one descriptor.</summary>
[UnsupportedOSPlatform("windows")]
internal static partial class Poll
{
    private const short POLLIN = 1;

    /// <summary>
    /// True when a read would not block: there is data, the end, or an error for the read to report. An interruption by a
    /// signal counts as "not yet": every caller asks again.
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
