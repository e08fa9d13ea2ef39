using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Keepalive.Native.Libc;

/// <summary>
/// Who owns a file. .NET can't tell; of the system's own answers only these have one layout on every machine: Linux's
/// statx(2), and stat(2) of macOS.
/// </summary>
[UnsupportedOSPlatform("windows")]
internal static partial class FileOwner
{
    private const int AT_FDCWD = -100;
    private const uint STATX_UID_GID = 0x18;

    /// <summary>Larger than any of the structures.</summary>
    private const int StructureSize = 512;

    /// <summary>The owner and the group; null when the system does not tell.</summary>
    internal static unsafe (uint User, uint Group)? Of(string path)
    {
        Span<byte> status = stackalloc byte[StructureSize];
        try
        {
            fixed (byte* pointer = status)
            {
                if (OperatingSystem.IsLinux())
                {
                    return statx(AT_FDCWD, path, 0, STATX_UID_GID, pointer) == 0 ? Read(status[20..]) : null;
                }

                return (RuntimeInformation.ProcessArchitecture == Architecture.X64 ? stat_inode64(path, pointer) : stat(path, pointer)) == 0
                    ? Read(status[16..])
                    : null;
            }
        }
        catch (EntryPointNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Gives a file away, as only root and members of the group may.</summary>
    internal static bool TryChange(string path, (uint User, uint Group) owner) => chown(path, owner.User, owner.Group) == 0;

    private static (uint User, uint Group) Read(ReadOnlySpan<byte> ids) =>
        (BinaryPrimitives.ReadUInt32LittleEndian(ids), BinaryPrimitives.ReadUInt32LittleEndian(ids[4..]));

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static unsafe partial int statx(int folder, string path, int flags, uint mask, byte* status);

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static unsafe partial int stat(string path, byte* status);

    [LibraryImport("libc", EntryPoint = "stat$INODE64", StringMarshalling = StringMarshalling.Utf8)]
    private static unsafe partial int stat_inode64(string path, byte* status);

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int chown(string path, uint user, uint group);
}
