using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Keepalive.Platform.Native.Libc;

/// <summary>
/// What the system knows of a file besides its bytes. .NET can't tell; of the system's own answers only these have one layout on
/// every machine: Linux's statx(2), and stat(2) of macOS.
/// </summary>
/// <param name="Kind">What it is.</param>
/// <param name="Mode">Type and permissions, as in <c>st_mode</c>.</param>
/// <param name="Links">How many names it has.</param>
/// <param name="User">Its owner.</param>
/// <param name="Group">Its group.</param>
/// <param name="Inode">With the device, it names one file for good.</param>
/// <param name="Device">The file system it lies on.</param>
/// <param name="Changed">When its content, its name or its mode last changed, UTC.</param>
[UnsupportedOSPlatform("windows")]
internal readonly partial record struct FileStatus(FileKind Kind, uint Mode, uint Links, uint User, uint Group, ulong Inode, ulong Device, DateTime Changed)
{
    private const int AT_FDCWD = -100;
    private const int AT_SYMLINK_NOFOLLOW = 0x100;
    private const int AT_EMPTY_PATH = 0x1000;
    private const uint STATX_WANTED = 0x19F;

    private const int S_IFMT = 0xF000;
    private const int S_IFIFO = 0x1000;
    private const int S_IFCHR = 0x2000;
    private const int S_IFDIR = 0x4000;
    private const int S_IFBLK = 0x6000;
    private const int S_IFLNK = 0xA000;
    private const int S_IFSOCK = 0xC000;

    /// <summary>Larger than any of the structures.</summary>
    private const int StructureSize = 512;

    /// <summary>It is a link itself; only <see cref="OfEntry"/> gives one.</summary>
    public bool IsLink => (Mode & S_IFMT) == S_IFLNK;

    public bool IsFolder => (Mode & S_IFMT) == S_IFDIR;

    /// <summary>The permissions.</summary>
    public UnixFileMode Permissions => (UnixFileMode)(Mode & 0xFFF);

    /// <summary>Of what a path leads to; null when the system does not tell.</summary>
    internal static FileStatus? Of(string path) => Of(path, followsLink: true);

    /// <summary>The status of a path, of a link itself and not of its target; null if nothing exists there.</summary>
    internal static FileStatus? OfEntry(string path) => Of(path, followsLink: false);

    private static unsafe FileStatus? Of(string path, bool followsLink)
    {
        Span<byte> status = stackalloc byte[StructureSize];
        try
        {
            fixed (byte* pointer = status)
            {
                if (OperatingSystem.IsLinux())
                {
                    return statx(AT_FDCWD, path, followsLink ? 0 : AT_SYMLINK_NOFOLLOW, STATX_WANTED, pointer) == 0 ? OfLinux(status) : null;
                }

                int result = (followsLink, RuntimeInformation.ProcessArchitecture == Architecture.X64) switch
                {
                    (true, true) => stat_inode64(path, pointer),
                    (true, false) => stat(path, pointer),
                    (false, true) => lstat_inode64(path, pointer),
                    (false, false) => lstat(path, pointer),
                };
                return result == 0 ? OfMacOS(status) : null;
            }
        }
        catch (EntryPointNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Of an open file, whatever its path leads to by now; null when the system does not tell.</summary>
    internal static unsafe FileStatus? Of(SafeHandle file)
    {
        Span<byte> status = stackalloc byte[StructureSize];
        try
        {
            fixed (byte* pointer = status)
            {
                if (OperatingSystem.IsLinux())
                {
                    return statx(file, string.Empty, AT_EMPTY_PATH, STATX_WANTED, pointer) == 0 ? OfLinux(status) : null;
                }

                return (RuntimeInformation.ProcessArchitecture == Architecture.X64 ? fstat_inode64(file, pointer) : fstat(file, pointer)) == 0
                    ? OfMacOS(status)
                    : null;
            }
        }
        catch (EntryPointNotFoundException)
        {
            return null;
        }
    }

    private static FileStatus OfLinux(ReadOnlySpan<byte> status) => new(
        KindOf(BinaryPrimitives.ReadUInt16LittleEndian(status[28..]), Number(status, 128) == 1 && Number(status, 132) == 3),
        BinaryPrimitives.ReadUInt16LittleEndian(status[28..]), Number(status, 16), Number(status, 20), Number(status, 24),
        BinaryPrimitives.ReadUInt64LittleEndian(status[32..]), ((ulong)Number(status, 136) << 32) | Number(status, 140),
        Time(status, 96));

    private static FileStatus OfMacOS(ReadOnlySpan<byte> status) => new(
        KindOf(BinaryPrimitives.ReadUInt16LittleEndian(status[4..]), Number(status, 24) == 0x0300_0002),
        BinaryPrimitives.ReadUInt16LittleEndian(status[4..]), BinaryPrimitives.ReadUInt16LittleEndian(status[6..]), Number(status, 16), Number(status, 20),
        BinaryPrimitives.ReadUInt64LittleEndian(status[8..]), Number(status, 0),
        Time(status, 64));

    private static FileKind KindOf(int mode, bool isNull) => (mode & S_IFMT) switch
    {
        S_IFDIR => FileKind.Folder,
        S_IFIFO => FileKind.Pipe,
        S_IFSOCK => FileKind.Socket,
        S_IFCHR when isNull => FileKind.NullDevice,
        S_IFCHR or S_IFBLK => FileKind.Device,
        _ => FileKind.Regular,
    };

    private static DateTime Time(ReadOnlySpan<byte> status, int offset) => DateTime.UnixEpoch.AddSeconds(BinaryPrimitives.ReadInt64LittleEndian(status[offset..]));

    private static uint Number(ReadOnlySpan<byte> status, int offset) => BinaryPrimitives.ReadUInt32LittleEndian(status[offset..]);

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static unsafe partial int statx(int folder, string path, int flags, uint mask, byte* status);

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static unsafe partial int statx(SafeHandle file, string path, int flags, uint mask, byte* status);

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static unsafe partial int stat(string path, byte* status);

    [LibraryImport("libc", EntryPoint = "stat$INODE64", StringMarshalling = StringMarshalling.Utf8)]
    private static unsafe partial int stat_inode64(string path, byte* status);

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static unsafe partial int lstat(string path, byte* status);

    [LibraryImport("libc", EntryPoint = "lstat$INODE64", StringMarshalling = StringMarshalling.Utf8)]
    private static unsafe partial int lstat_inode64(string path, byte* status);

    [LibraryImport("libc")]
    private static unsafe partial int fstat(SafeHandle file, byte* status);

    [LibraryImport("libc", EntryPoint = "fstat$INODE64")]
    private static unsafe partial int fstat_inode64(SafeHandle file, byte* status);
}
