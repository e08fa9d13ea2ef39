using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Keepalive.Platform.Native.Libc;

/// <summary>tcgetattr(3): what a program has made of its terminal. Either end may be asked.</summary>
[UnsupportedOSPlatform("windows")]
internal static unsafe partial class Termios
{
    // 60 bytes in glibc and musl, 72 on macOS.
    private const int Room = 256;

    // The same bit on both; c_lflag is the fourth field of 32 bits, or of 64 on macOS.
    private const uint ECHO = 8;

    /// <summary>Null for a terminal that can't be asked any more.</summary>
    internal static bool? Echoes(SafeHandle terminal)
    {
        byte* settings = stackalloc byte[Room];
        if (tcgetattr(terminal, settings) != 0)
        {
            return null;
        }

        uint local = OperatingSystem.IsMacOS() ? (uint)((ulong*)settings)[3] : ((uint*)settings)[3];
        return (local & ECHO) != 0;
    }

    [LibraryImport("libc")]
    private static partial int tcgetattr(SafeHandle descriptor, void* settings);
}
