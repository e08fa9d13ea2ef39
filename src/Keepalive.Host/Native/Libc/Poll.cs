using System.Runtime.InteropServices;

namespace Keepalive.Host.Native.Libc;

/// <summary>poll(2).</summary>
internal static partial class Poll
{
    private const short POLLOUT = 4;
    private const int Forever = -1;

    /// <summary>Waits until the descriptor accepts more: another program may have left the terminal or the pipe non-blocking. The command's own limit ends the waiting.</summary>
    public static unsafe void Writable(int descriptor)
    {
        var wanted = new PollDescriptor { Descriptor = descriptor, Events = POLLOUT };
        _ = poll(&wanted, 1, Forever);
    }

#pragma warning disable IDE1006 // The native name is kept.
    [LibraryImport("libc")]
    private static unsafe partial int poll(PollDescriptor* descriptors, nuint count, int timeout);
#pragma warning restore IDE1006

    /// <summary>struct pollfd.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct PollDescriptor
    {
        internal int Descriptor;
        internal short Events;
        internal short Returned;
    }
}
