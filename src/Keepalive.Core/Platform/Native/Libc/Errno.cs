namespace Keepalive.Platform.Native.Libc;

/// <summary>The error numbers that Linux and macOS share, and the few that differ.</summary>
internal static class Errno
{
    internal const int EPERM = 1;
    internal const int ENOENT = 2;
    internal const int EINTR = 4;
    internal const int EIO = 5;
    internal const int ENXIO = 6;
    internal const int E2BIG = 7;
    internal const int ENOEXEC = 8;
    internal const int ENOMEM = 12;
    internal const int EACCES = 13;
    internal const int EEXIST = 17;
    internal const int EXDEV = 18;
    internal const int ENOTDIR = 20;
    internal const int EISDIR = 21;
    internal const int EINVAL = 22;
    internal const int ENFILE = 23;
    internal const int EMFILE = 24;
    internal const int ETXTBSY = 26;
    internal const int EFBIG = 27;
    internal const int EROFS = 30;

    internal static int EAGAIN { get; } = OperatingSystem.IsMacOS() ? 35 : 11;

    internal static int ENAMETOOLONG { get; } = OperatingSystem.IsMacOS() ? 63 : 36;

    internal static int ENOSYS { get; } = OperatingSystem.IsMacOS() ? 78 : 38;

    internal static int ENOTSUP { get; } = OperatingSystem.IsMacOS() ? 45 : 95;

    internal static int EOPNOTSUPP { get; } = OperatingSystem.IsMacOS() ? 102 : 95;

    internal static int ELOOP { get; } = OperatingSystem.IsMacOS() ? 62 : 40;
}
