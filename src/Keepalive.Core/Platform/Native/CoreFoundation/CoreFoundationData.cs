using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Keepalive.Platform.Native.CoreFoundation;

/// <summary>CFData.</summary>
[SupportedOSPlatform("macos")]
internal static unsafe partial class CoreFoundationData
{
    internal static CoreFoundationObject Create(ReadOnlySpan<byte> bytes)
    {
        fixed (byte* pointer = bytes)
        {
            return new CoreFoundationObject(CFDataCreate(0, pointer, bytes.Length));
        }
    }

    /// <summary>The bytes themselves: the caller may zero them before it lets the object go.</summary>
    internal static Span<byte> Bytes(nint data) => new(CFDataGetBytePtr(data), (int)CFDataGetLength(data));

    [LibraryImport(CoreFoundationObject.Library)]
    private static partial nint CFDataCreate(nint allocator, byte* bytes, nint length);

    [LibraryImport(CoreFoundationObject.Library)]
    private static partial nint CFDataGetLength(nint data);

    [LibraryImport(CoreFoundationObject.Library)]
    private static partial void* CFDataGetBytePtr(nint data);
}
