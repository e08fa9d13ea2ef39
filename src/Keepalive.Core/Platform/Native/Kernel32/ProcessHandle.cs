using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace Keepalive.Platform.Native.Kernel32;

/// <summary>Information about a process through its handle.</summary>
[SupportedOSPlatform("windows")]
internal static unsafe partial class ProcessHandle
{
    private const uint WAIT_OBJECT_0 = 0;

    internal static bool WaitForEnd(SafeProcessHandle process, int milliseconds) =>
        WaitForSingleObject(process, (uint)milliseconds) == WAIT_OBJECT_0;

    /// <summary>The exit code of a process that has ended; NTSTATUS codes of crashes come out negative.</summary>
    internal static int ExitCode(SafeProcessHandle process)
    {
        uint code;
        return GetExitCodeProcess(process, &code) == 0 ? -1 : unchecked((int)code);
    }

    internal static void Terminate(SafeProcessHandle process, uint exitCode) => _ = TerminateProcess(process, exitCode);

    /// <summary>Lets a process run that was created suspended.</summary>
    internal static bool Resume(SafeHandle mainThread) => ResumeThread(mainThread) != uint.MaxValue;

    [LibraryImport("kernel32")]
    private static partial uint WaitForSingleObject(SafeHandle handle, uint milliseconds);

    [LibraryImport("kernel32")]
    private static partial int GetExitCodeProcess(SafeProcessHandle process, uint* exitCode);

    [LibraryImport("kernel32")]
    private static partial int TerminateProcess(SafeProcessHandle process, uint exitCode);

    [LibraryImport("kernel32", SetLastError = true)]
    private static partial uint ResumeThread(SafeHandle thread);
}
