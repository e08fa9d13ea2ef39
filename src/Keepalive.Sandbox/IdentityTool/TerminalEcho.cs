using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Keepalive.Sandbox.IdentityTool;

/// <summary>Takes a terminal's echo away, and what was typed before; gives it back.</summary>
[UnsupportedOSPlatform("windows")]
internal sealed partial class TerminalEcho : IDisposable
{
    // 60 bytes in glibc and musl, 72 on macOS.
    private const int Room = 256;
    private const int ECHO = 8;
    private const int TCSADRAIN = 1;
    private const int TCSAFLUSH = 2;

    private readonly SafeHandle _terminal;
    private readonly byte[] _before = new byte[Room];

    private TerminalEcho(SafeHandle terminal)
    {
        _terminal = terminal;
        if (tcgetattr(terminal, _before) != 0)
        {
            throw new IOException("This is not a terminal.");
        }

        // c_lflag is the fourth field of 32 bits, or of 64 on macOS; its lowest byte holds the echo.
        byte[] changed = [.. _before];
        changed[OperatingSystem.IsMacOS() ? 24 : 12] &= 0xFF ^ ECHO;
        _ = tcsetattr(terminal, TCSAFLUSH, changed);
    }

    public static TerminalEcho Off(SafeHandle terminal) => new(terminal);

    public void Dispose() => _ = tcsetattr(_terminal, TCSADRAIN, _before);

    [LibraryImport("libc")]
    private static partial int tcgetattr(SafeHandle descriptor, [Out] byte[] settings);

    [LibraryImport("libc")]
    private static partial int tcsetattr(SafeHandle descriptor, int when, byte[] settings);
}
