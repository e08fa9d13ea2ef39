using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Keepalive.Platform.Native.Libc;

/// <summary>
/// renameat2(2) of Linux and renamex_np(2) of macOS: two names exchange their files in one step, or a free name is used.
/// </summary>
[UnsupportedOSPlatform("windows")]
internal static partial class RenameExchange
{
    private const int AT_FDCWD = -100;

    /// <summary>Each name gets the other's file. Both systems have the same number for it.</summary>
    /// <returns>0 or the error number; <see cref="Errno.ENOSYS"/> where the system has no such call.</returns>
    internal static int Exchange(string one, string other) => Rename(one, other, 2);

    /// <summary>Renames, unless the new name is taken (<see cref="Errno.EEXIST"/>).</summary>
    /// <returns>As of <see cref="Exchange"/>.</returns>
    internal static int RenameIfFree(string from, string to) => Rename(from, to, OperatingSystem.IsMacOS() ? 4u : 1u);

    /// <summary>The errors of file systems and kernels without this call.</summary>
    internal static bool IsUnsupported(int error) =>
        error == Errno.EINVAL || error == Errno.ENOSYS || error == Errno.ENOTSUP || error == Errno.EOPNOTSUPP;

    private static int Rename(string from, string to, uint flags)
    {
        try
        {
            int result = OperatingSystem.IsLinux() ? renameat2(AT_FDCWD, from, AT_FDCWD, to, flags)
                : OperatingSystem.IsMacOS() ? renamex_np(from, to, flags)
                : throw new PlatformNotSupportedException();
            return result == 0 ? 0 : Marshal.GetLastPInvokeError();
        }
        catch (EntryPointNotFoundException)
        {
            return Errno.ENOSYS;
        }
    }

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int renameat2(int fromFolder, string from, int toFolder, string to, uint flags);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int renamex_np(string from, string to, uint flags);
}
