using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace Keepalive.Platform.Native.User32;

/// <summary>An invisible window without broadcasts, for calls that need a window. It belongs to the thread that makes it, and ends with it.</summary>
[SupportedOSPlatform("windows")]
internal sealed partial class MessageWindow : SafeHandleZeroOrMinusOneIsInvalid
{
    private const nint HWND_MESSAGE = -3;

    private MessageWindow(nint handle)
        : base(ownsHandle: true) => SetHandle(handle);

    /// <summary>Null where there is no desktop to have windows on.</summary>
    internal static MessageWindow? TryCreate()
    {
        // A class of Windows' own: no procedure of ours that the system would have to call.
        nint handle = CreateWindowExW(0, "STATIC", null, 0, 0, 0, 0, 0, HWND_MESSAGE, 0, 0, 0);
        return handle == 0 ? null : new MessageWindow(handle);
    }

    protected override bool ReleaseHandle() => DestroyWindow(handle) != 0;

    [LibraryImport("user32", StringMarshalling = StringMarshalling.Utf16)]
    private static partial nint CreateWindowExW(
        uint extendedStyle, string className, string? name, uint style, int x, int y, int width, int height, nint parent, nint menu, nint instance, nint parameter);

    [LibraryImport("user32")]
    private static partial int DestroyWindow(nint window);
}
