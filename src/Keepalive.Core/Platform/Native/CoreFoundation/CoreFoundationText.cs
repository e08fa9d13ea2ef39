using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Keepalive.Platform.Native.CoreFoundation;

/// <summary>CFString.</summary>
[SupportedOSPlatform("macos")]
internal static unsafe partial class CoreFoundationText
{
    internal static CoreFoundationObject Create(string text)
    {
        fixed (char* characters = text)
        {
            return new CoreFoundationObject(CFStringCreateWithCharacters(0, characters, text.Length));
        }
    }

    [LibraryImport(CoreFoundationObject.Library)]
    private static partial nint CFStringCreateWithCharacters(nint allocator, char* characters, nint count);
}
