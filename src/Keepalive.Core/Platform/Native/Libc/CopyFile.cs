using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Keepalive.Platform.Native.Libc;

/// <summary>copyfile(3) of macOS, for the access list and the extended attributes alone.</summary>
[SupportedOSPlatform("macos")]
internal static partial class CopyFile
{
    private const uint COPYFILE_ACL = 1;
    private const uint COPYFILE_XATTR = 4;

    internal static bool TryCopyAttributes(string from, string to) => copyfile(from, to, 0, COPYFILE_ACL | COPYFILE_XATTR) == 0;

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int copyfile(string from, string to, nint state, uint flags);
}
