using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Keepalive.Platform.Native.User32;

/// <summary>SendMessageW, to a window of this thread.</summary>
[SupportedOSPlatform("windows")]
internal static partial class WindowMessage
{
    internal static nint Send(nint window, uint message, nint parameter) => SendMessageW(window, message, parameter, 0);

    [LibraryImport("user32")]
    private static partial nint SendMessageW(nint window, uint message, nint first, nint second);
}
