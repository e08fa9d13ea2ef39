using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Text;

namespace Keepalive.Platform.Native.Libc;

/// <summary>The extended attributes of Linux: access lists, SELinux labels, and what programs keep there.</summary>
[SupportedOSPlatform("linux")]
internal static unsafe partial class ExtendedAttributes
{
    /// <summary>XATTR_SIZE_MAX and XATTR_LIST_MAX.</summary>
    private const int MaximumLength = 64 * 1024;

    /// <summary>Their names; empty where the file system has none.</summary>
    internal static IReadOnlyList<string> NamesOf(string path)
    {
        byte[] buffer = new byte[MaximumLength];
        fixed (byte* start = buffer)
        {
            nint length = listxattr(path, start, MaximumLength);
            return length <= 0 ? [] : Encoding.UTF8.GetString(buffer, 0, (int)length).Split('\0', StringSplitOptions.RemoveEmptyEntries);
        }
    }

    /// <summary>The value; null when there is none, or it may not be read.</summary>
    internal static byte[]? Read(string path, string name)
    {
        byte[] buffer = new byte[MaximumLength];
        fixed (byte* start = buffer)
        {
            nint length = getxattr(path, name, start, MaximumLength);
            return length < 0 ? null : buffer[..(int)length];
        }
    }

    internal static bool TrySet(string path, string name, ReadOnlySpan<byte> value)
    {
        fixed (byte* start = value)
        {
            return setxattr(path, name, start, value.Length, 0) == 0;
        }
    }

    internal static bool TryRemove(string path, string name) => removexattr(path, name) == 0;

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint listxattr(string path, byte* list, nint size);

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint getxattr(string path, string name, byte* value, nint size);

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int setxattr(string path, string name, byte* value, nint size, int flags);

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int removexattr(string path, string name);
}
