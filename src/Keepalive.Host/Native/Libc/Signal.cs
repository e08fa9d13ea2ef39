using System.Runtime.InteropServices;

namespace Keepalive.Host.Native.Libc;

/// <summary>sigaction(2), for the two signals that end the program before it can print the reason.</summary>
internal static unsafe partial class Signal
{
    // The same numbers on Linux and macOS.
    private const int SIGABRT = 6;
    private const int SIGXFSZ = 25;
    private const nint SIG_IGN = 1;

    /// <summary>A write above the limit of the file size (<c>ulimit -f</c>) then fails with an errno, and is handled like any other failed write. Started programs have the default handling.</summary>
    public static void IgnoreFileSize() => Set(SIGXFSZ, SIG_IGN, flags: 0);

    /// <summary>If the runtime or a library aborts, <paramref name="handler"/> is called once, on a separate stack if the thread's stack is full.</summary>
    public static void OnAbort(delegate* unmanaged<int, void> handler) =>
        Set(SIGABRT, (nint)handler, OperatingSystem.IsMacOS() ? 0x1 | 0x4 : 0x08000000 | unchecked((int)0x80000000)); // SA_ONSTACK, SA_RESETHAND

    /// <summary>struct sigaction begins with the handler; the signals to block have 4 bytes on macOS and 128 in glibc and musl, and the flags follow.</summary>
    private static void Set(int number, nint handler, int flags)
    {
        byte* action = stackalloc byte[256];
        new Span<byte>(action, 256).Clear();
        *(nint*)action = handler;
        *(int*)(action + sizeof(nint) + (OperatingSystem.IsMacOS() ? 4 : 128)) = flags;
        _ = sigaction(number, action, null);
    }

#pragma warning disable IDE1006 // The native name is kept.
    [LibraryImport("libc")]
    private static partial int sigaction(int number, void* action, void* old);
#pragma warning restore IDE1006
}
