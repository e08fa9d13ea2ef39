namespace Keepalive.Platform.Native.Kernel32;

/// <content>For a process that is to outlive this one.</content>
internal static partial class CreateProcess
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
        int error = Create(application, commandLine, environment, workingDirectory, inheritHandles: 0, flags | CREATE_BREAKAWAY_FROM_JOB, default, out started);
        return error == Win32Error.ERROR_ACCESS_DENIED
            ? Create(application, commandLine, environment, workingDirectory, inheritHandles: 0, flags, default, out started)
            : error;
    }
}
