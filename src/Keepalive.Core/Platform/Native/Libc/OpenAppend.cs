using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace Keepalive.Platform.Native.Libc;

/// <summary>
/// open(2) of an existing file, with O_APPEND: the kernel puts each write at the end, also with other writers. .NET's own
/// FileMode.Append looks for the end itself. Without O_CREAT, since a mode would be a variadic argument.
/// </summary>
[UnsupportedOSPlatform("windows")]
internal static partial class OpenAppend
{
    private const int O_WRONLY = 1;

    private static int O_APPEND { get; } = OperatingSystem.IsMacOS() ? 0x8 : 0x400;

    /// <summary>So that a named pipe without a reader is an error and no waiting for ever.</summary>
    private static int O_NONBLOCK { get; } = OperatingSystem.IsMacOS() ? 0x4 : 0x800;

    private static int O_CLOEXEC { get; } = OperatingSystem.IsMacOS() ? 0x1000000 : 0x80000;

    /// <summary>The file; null and the error number when it can't be opened.</summary>
    internal static SafeFileHandle? TryOpen(string path, out int error)
    {
        int descriptor = open(path, O_WRONLY | O_APPEND | O_NONBLOCK | O_CLOEXEC);
        error = descriptor < 0 ? Marshal.GetLastPInvokeError() : 0;
        return descriptor < 0 ? null : new SafeFileHandle(descriptor, ownsHandle: true);
    }

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int open(string path, int flags);
}
