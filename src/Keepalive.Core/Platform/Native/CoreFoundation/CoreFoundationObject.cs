using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace Keepalive.Platform.Native.CoreFoundation;

/// <summary>A reference to an object of Core Foundation; CFRelease gives it back.</summary>
[SupportedOSPlatform("macos")]
internal sealed partial class CoreFoundationObject : SafeHandleZeroOrMinusOneIsInvalid
{
    internal const string Library = "/System/Library/Frameworks/CoreFoundation.framework/CoreFoundation";

    internal CoreFoundationObject(nint owned)
        : base(ownsHandle: true) => SetHandle(owned);

    internal nint Pointer => handle;

    /// <summary>A constant that the library exports as a variable.</summary>
    internal static nint Constant(string library, string name) => Marshal.ReadIntPtr(NativeLibrary.GetExport(NativeLibrary.Load(library), name));

    protected override bool ReleaseHandle()
    {
        CFRelease(handle);
        return true;
    }

    [LibraryImport(Library)]
    private static partial void CFRelease(nint reference);
}
