using System.Runtime.InteropServices;

namespace Keepalive.Native.Kernel32;

/// <content>For a process that is to outlive this one.</content>
internal static unsafe partial class CreateProcess
{
    private const uint DETACHED_PROCESS = 0x8;
    private const uint CREATE_NEW_PROCESS_GROUP = 0x200;
    private const uint CREATE_BREAKAWAY_FROM_JOB = 0x1000000;

    /// <summary>
    /// Zero, or the error code. No console, no Ctrl+C of ours, no handle of ours (a caller that waits for the end of our output
    /// would wait for the child's end too), and out of our job where that job allows it.
    /// </summary>
    internal static int StartDetached(string application, string commandLine, string environment, string? workingDirectory, out ProcessInformation started)
    {
        const uint flags = DETACHED_PROCESS | CREATE_NEW_PROCESS_GROUP | CREATE_UNICODE_ENVIRONMENT;
        int error = StartPlain(application, commandLine, environment, workingDirectory, inheritHandles: 0, flags | CREATE_BREAKAWAY_FROM_JOB, out started);
        return error == Win32Error.ERROR_ACCESS_DENIED
            ? StartPlain(application, commandLine, environment, workingDirectory, inheritHandles: 0, flags, out started)
            : error;
    }

    private static int StartPlain(
        string application, string commandLine, string environment, string? workingDirectory, int inheritHandles, uint flags, out ProcessInformation started,
        (nint Input, nint Output, nint Error)? streams = null)
    {
        started = default;

        // STARTUPINFOW: the extended form without its last field.
        StartupInformation startup = new() { Size = (uint)(sizeof(StartupInformation) - sizeof(void*)) };
        if (streams is var (input, output, error))
        {
            startup.Flags = STARTF_USESTDHANDLES;
            startup.StandardInput = input;
            startup.StandardOutput = output;
            startup.StandardError = error;
        }

        char[] writable = (commandLine + '\0').ToCharArray();
        ProcessInformation information;
        int succeeded;
        fixed (char* line = writable, block = environment)
        {
            succeeded = CreateProcessW(application, line, null, null, inheritHandles, flags, block, workingDirectory, &startup, &information);
        }

        if (succeeded == 0)
        {
            return Marshal.GetLastPInvokeError();
        }

        started = information;
        return 0;
    }
}
