using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Keepalive.Platform.Native.Libc;

/// <summary>realpath(3): the path without links and dots, as the kernel walks it.</summary>
[UnsupportedOSPlatform("windows")]
internal static partial class RealPath
{
    /// <summary>PATH_MAX of Linux; that of macOS is smaller.</summary>
    private const int MaximumLength = 4096;

    /// <summary>Null and the error number when something on the way is missing, or can't be passed.</summary>
    internal static unsafe string? TryResolve(string path, out int error)
    {
        byte* buffer = stackalloc byte[MaximumLength + 1];
        byte* resolved = realpath(path, buffer);
        error = resolved is null ? Marshal.GetLastPInvokeError() : 0;
        return resolved is null ? null : Marshal.PtrToStringUTF8((nint)resolved);
    }

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static unsafe partial byte* realpath(string path, byte* resolved);
}
