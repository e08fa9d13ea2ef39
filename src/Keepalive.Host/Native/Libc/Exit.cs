using System.Runtime.InteropServices;

namespace Keepalive.Host.Native.Libc;

/// <summary>_exit(2): ends the process as it is.</summary>
internal static partial class Exit
{
    /// <summary>Never returns.</summary>
    public static void Now(int status) => _exit(status);

#pragma warning disable IDE1006 // The native name is kept.
    [LibraryImport("libc")]
    private static partial void _exit(int status);
#pragma warning restore IDE1006
}
