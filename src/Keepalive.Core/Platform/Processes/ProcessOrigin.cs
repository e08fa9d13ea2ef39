using System.Runtime.Versioning;
using Keepalive.Platform.Native.Kernel32;
using Keepalive.Platform.Native.Libproc;
using Keepalive.Platform.Native.Ntdll;
using Microsoft.Win32.SafeHandles;

namespace Keepalive.Platform.Processes;

/// <summary>A living process and where it comes from.</summary>
/// <param name="Id">Its number, which another process may have one day.</param>
/// <param name="Parent">The number of its parent.</param>
/// <param name="Started">In the system's own unit; with the number, it names one process for good.</param>
/// <param name="Name">The program's name, without folder.</param>
internal readonly record struct ProcessOrigin(int Id, int Parent, long Started, string Name)
{
    /// <summary>Null when no process has that number, or it is hidden from us.</summary>
    public static ProcessOrigin? Of(int id) =>
        OperatingSystem.IsLinux() ? OfLinux(id)
        : OperatingSystem.IsMacOS() ? OfMacOS(id)
        : OperatingSystem.IsWindows() ? OfWindows(id)
        : null;

    [SupportedOSPlatform("linux")]
    private static ProcessOrigin? OfLinux(int id) =>
        LinuxProcessTable.ReadOne(id) is { } process ? new(id, process.Parent, (long)process.Started, process.Name) : null;

    [SupportedOSPlatform("macos")]
    private static ProcessOrigin? OfMacOS(int id) =>
        ProcessInformation.Read(id) is var (parent, started, name) ? new(id, parent, started, name) : null;

    [SupportedOSPlatform("windows")]
    private static ProcessOrigin? OfWindows(int id)
    {
        using SafeProcessHandle process = OtherProcess.Open(id);
        return !process.IsInvalid && !ProcessHandle.WaitForEnd(process, 0) && OtherProcess.Started(process) is { } started
            ? new(id, ProcessParent.Of(process) ?? 0, started, Path.GetFileName(OtherProcess.Path(process)))
            : null;
    }
}
