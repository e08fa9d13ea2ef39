using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Keepalive.Platform.Native.Libc;

/// <summary>prctl(2).</summary>
[SupportedOSPlatform("linux")]
internal static partial class Prctl
{
    private const int PR_SET_DUMPABLE = 4;

    /// <summary>
    /// No core of this process is written, and of the same user's other programs none may look into its memory. Ends with exec: a child, and what this
    /// process may become, are as always.
    /// </summary>
    internal static void ForbidDumps() => _ = prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);

    [LibraryImport("libc")]
    private static partial int prctl(int option, nuint argument2, nuint argument3, nuint argument4, nuint argument5);
}
