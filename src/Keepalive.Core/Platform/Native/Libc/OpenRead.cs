using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace Keepalive.Platform.Native.Libc;

/// <summary>
/// open(2) to read, with O_NONBLOCK: of a named pipe without a writer .NET's own open never comes back. The path goes to the kernel
/// as it is; .NET takes <c>..</c> out of it first, which leads elsewhere behind a link.
/// </summary>
[UnsupportedOSPlatform("windows")]
internal static partial class OpenRead
{
    private static int Flags { get; } = OperatingSystem.IsMacOS()
        ? 0x4 | 0x20000 | 0x1000000 // O_NONBLOCK, O_NOCTTY, O_CLOEXEC
        : 0x800 | 0x100 | 0x80000;

    /// <summary>The file, folder or other thing; null and the error number when it can't be opened.</summary>
    internal static SafeFileHandle? TryOpen(string path, out int error)
    {
        int descriptor;
        do
        {
            descriptor = open(path, Flags);
            error = descriptor < 0 ? Marshal.GetLastPInvokeError() : 0;
        }
        while (error == Errno.EINTR);

        return descriptor < 0 ? null : new SafeFileHandle(descriptor, ownsHandle: true);
    }

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int open(string path, int flags);
}
