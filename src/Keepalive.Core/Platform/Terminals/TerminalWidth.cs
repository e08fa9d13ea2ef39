using System.Runtime.Versioning;
using Keepalive.Platform.Native.Libc;

namespace Keepalive.Platform.Terminals;

/// <summary>The width of the terminal that this process writes to.</summary>
[UnsupportedOSPlatform("windows")]
public static class TerminalWidth
{
    private const int StandardOutput = 1;

    /// <summary>The columns of the terminal of standard output; null: it is not a terminal, or its size is unknown.</summary>
    public static int? OfStandardOutput() => Ioctl.Columns(StandardOutput);
}
