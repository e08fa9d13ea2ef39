using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Keepalive.Platform.Native.Kernel32;

/// <summary>GetErrorMode and SetErrorMode.</summary>
[SupportedOSPlatform("windows")]
internal static partial class ErrorMode
{
    private const uint SEM_NOGPFAULTERRORBOX = 0x2;

    /// <summary>It is not the one that this process was started with, and not meant for its children.</summary>
    internal static bool IsOurs { get; private set; }

    /// <summary>A fault of this process does not go to Windows Error Reporting, which could keep a dump.</summary>
    internal static void ForbidReports()
    {
        _ = SetErrorMode(GetErrorMode() | SEM_NOGPFAULTERRORBOX);
        IsOurs = true;
    }

    [LibraryImport("kernel32")]
    private static partial uint GetErrorMode();

    [LibraryImport("kernel32")]
    private static partial uint SetErrorMode(uint mode);
}
