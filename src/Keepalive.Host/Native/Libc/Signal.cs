using System.Runtime.InteropServices;

namespace Keepalive.Host.Native.Libc;

/// <summary>sigaction(2), for the two signals by which the system or the runtime would end the program before it has said why.</summary>
internal static unsafe partial class Signal
{
    // The same numbers on Linux and macOS.
    private const int SIGABRT = 6;
    private const int SIGXFSZ = 25;
    private const nint SIG_IGN = 1;

    /// <summary>A write beyond the limit of a file's size (<c>ulimit -f</c>) then fails with an errno, and is told and cleaned up after like any other. What is started gets the default back.</summary>
    public static void IgnoreFileSize() => Set(SIGXFSZ, SIG_IGN, flags: 0);

    /// <summary>The runtime, or a library, has given up: <paramref name="handler"/> has the last word, once, and on a stack of its own where the thread's is used up.</summary>
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
