using Keepalive.Platform.Native.Kernel32;
using Keepalive.Platform.Native.Libc;

namespace Keepalive.Platform.Processes;

/// <summary>
/// Keeps the memory of this process, with a password or a token in it, out of cores and crash reports. For a program of our own alone: in PowerShell the
/// process is the user's. What it starts may crash as it always did.
/// </summary>
public static class CrashDumps
{
    /// <summary>From now on none is written. Never fails: where it can't be done, all else works.</summary>
    public static void Forbid()
    {
        if (OperatingSystem.IsLinux())
        {
            Prctl.ForbidDumps();
        }
        else if (OperatingSystem.IsWindows())
        {
            ErrorMode.ForbidReports();
        }
        else
        {
            CoreLimit.Lower();
        }
    }
}
