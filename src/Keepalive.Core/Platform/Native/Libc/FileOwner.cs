using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Keepalive.Platform.Native.Libc;

/// <summary>The owner of a file; chown(2) changes it.</summary>
[UnsupportedOSPlatform("windows")]
internal static partial class FileOwner
{
    /// <summary>The owner and the group; null when the system does not tell.</summary>
    internal static (uint User, uint Group)? Of(string path) => FileStatus.Of(path) is { } status ? (status.User, status.Group) : null;

    /// <summary>Gives a file away, as only root and members of the group may.</summary>
    internal static bool TryChange(string path, (uint User, uint Group) owner) => chown(path, owner.User, owner.Group) == 0;

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int chown(string path, uint user, uint group);
}
