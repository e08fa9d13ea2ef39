using System.Runtime.Versioning;
using Keepalive.Platform.Native.Kernel32;
using Microsoft.Win32.SafeHandles;

namespace Keepalive.Platform.Processes;

/// <summary>A process without a console and without handles of ours.</summary>
[SupportedOSPlatform("windows")]
internal sealed class WindowsDetachedProcess
{
    private readonly SafeProcessHandle _process;

    private WindowsDetachedProcess(int id, SafeProcessHandle process)
    {
        Id = id;
        _process = process;
    }

    public int Id { get; }

    internal static WindowsDetachedProcess Start(ChildCommand command)
    {
        WindowsStart start = WindowsStart.For(command);
        int error = CreateProcess.StartDetached(
            start.Application, start.CommandLine, start.EnvironmentBlock, start.WorkingDirectory, out CreateProcess.ProcessInformation started);
        if (error != 0)
        {
            throw WindowsExecutable.StartFailure(error);
        }

        new SafeWaitHandle(started.Thread, ownsHandle: true).Dispose();
        return new WindowsDetachedProcess((int)started.ProcessId, new SafeProcessHandle(started.Process, ownsHandle: true));
    }

    internal int WaitForEnd()
    {
        using (_process)
        {
            ProcessHandle.WaitForEnd(_process, Timeout.Infinite);
            return ProcessHandle.ExitCode(_process);
        }
    }
}
