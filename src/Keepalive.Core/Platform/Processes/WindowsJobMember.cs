using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Keepalive.Platform.Native.Kernel32;
using Microsoft.Win32.SafeHandles;

namespace Keepalive.Platform.Processes;

/// <summary>A process that was created suspended, in a job of its own before its first instruction.</summary>
[SupportedOSPlatform("windows")]
internal static class WindowsJobMember
{
    /// <summary>Lets it run, or ends it.</summary>
    /// <exception cref="Win32Exception">The system refuses; the process is gone.</exception>
    internal static (SafeProcessHandle Process, WindowsProcessTree Tree) Resume(in CreateProcess.ProcessInformation started)
    {
        // SafeWaitHandle closes any kernel handle; the framework has no type for a thread's.
        using SafeWaitHandle thread = new(started.Thread, ownsHandle: true);
        SafeProcessHandle process = new(started.Process, ownsHandle: true);
        WindowsProcessTree? tree = null;
        try
        {
            tree = new WindowsProcessTree(process, started.ProcessId);
            return ProcessHandle.Resume(thread)
                ? (process, tree)
                : throw new Win32Exception(Marshal.GetLastPInvokeError());
        }
        catch
        {
            ProcessHandle.Terminate(process, 1);
            tree?.Dispose();
            process.Dispose();
            throw;
        }
    }
}
