using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace Keepalive.Native.Kernel32;

/// <summary>GetStdHandle.</summary>
[SupportedOSPlatform("windows")]
internal static partial class StandardHandle
{
    private const int STD_INPUT_HANDLE = -10;

    /// <summary>Invalid where this process was given none.</summary>
    internal static SafeFileHandle Input() => new(GetStdHandle(STD_INPUT_HANDLE), ownsHandle: false);

    [LibraryImport("kernel32")]
    private static partial nint GetStdHandle(int which);
}
