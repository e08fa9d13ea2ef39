using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Keepalive.Platform.Native.Kernel32;
using Microsoft.Win32.SafeHandles;

namespace Keepalive.Platform.Processes;

/// <summary>A child on this console and these streams; it ends with us, and Ctrl+C is its own to answer.</summary>
[SupportedOSPlatform("windows")]
internal static class WindowsForegroundProcess
{
    internal static int Run(ChildCommand command)
    {
        // The console tells both of us; the child decides, and we tell how it ended.
        using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, static context => context.Cancel = true);
        using PosixSignalRegistration quit = PosixSignalRegistration.Create(PosixSignal.SIGQUIT, static context => context.Cancel = true);
        WindowsStart start = WindowsStart.For(command);
        int error = CreateProcess.StartForeground(
            start.Application, start.CommandLine, start.EnvironmentBlock, start.WorkingDirectory, out CreateProcess.ProcessInformation started);
        if (error != 0)
        {
            throw WindowsExecutable.StartFailure(error);
        }

        using SafeWaitHandle thread = new(started.Thread, ownsHandle: true);
        using SafeProcessHandle process = new(started.Process, ownsHandle: true);
        try
        {
            using JobObject job = JobObject.Create();
            job.TryAssign(process);
            if (!ProcessHandle.Resume(thread))
            {
                throw new Win32Exception(Marshal.GetLastPInvokeError());
            }

            ProcessHandle.WaitForEnd(process, Timeout.Infinite);

            // What it has left running on purpose stays, as it does on Unix.
            job.LetGo();
            return ProcessHandle.ExitCode(process);
        }
        catch (Win32Exception exception)
        {
            ProcessHandle.Terminate(process, 1);
            throw new ChildStartException("the system has no room for it", exception);
        }
    }
}
