using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Keepalive.Platform.Native.User32;

/// <summary>LoadIconW, for an icon of Windows' own, which is shared and never freed.</summary>
[SupportedOSPlatform("windows")]
internal static partial class SystemIcon
{
    private const nint IDI_INFORMATION = 32516;

    internal static nint Information() => LoadIconW(0, IDI_INFORMATION);

    [LibraryImport("user32")]
    private static partial nint LoadIconW(nint instance, nint name);
}
