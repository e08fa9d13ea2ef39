using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Keepalive.Platform.Native.Kernel32;

/// <summary>The 8.3 name of a path: without spaces, and not there on every volume.</summary>
[SupportedOSPlatform("windows")]
internal static partial class ShortPath
{
    private const int Length = 1024;

    internal static unsafe string? Of(string path)
    {
        char* name = stackalloc char[Length];
        uint length = GetShortPathNameW(path, name, Length);
        return length is > 0 and < Length ? new string(name, 0, (int)length) : null;
    }

    [LibraryImport("kernel32", StringMarshalling = StringMarshalling.Utf16)]
    private static unsafe partial uint GetShortPathNameW(string path, char* name, uint length);
}
