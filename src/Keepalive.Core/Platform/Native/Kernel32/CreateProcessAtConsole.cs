namespace Keepalive.Platform.Native.Kernel32;

/// <content>For a child at a pseudo console, which starts suspended.</content>
internal static unsafe partial class CreateProcess
{
    /// <summary>Zero, or the error code. No handle is inherited: the console is all it gets.</summary>
    internal static int StartAt(
        PseudoConsole console, string application, string commandLine, string environment, string? workingDirectory, out ProcessInformation started)
    {
        using ProcThreadAttribute list = ProcThreadAttribute.Console(console);

        // Without these, a parent whose own standard handles are redirected hands them on, and the child reads and writes there.
        const nint invalid = -1;
        StartupInformation startup = new()
        {
            Flags = STARTF_USESTDHANDLES,
            StandardInput = invalid,
            StandardOutput = invalid,
            StandardError = invalid,
            AttributeList = list.Pointer,
        };
        return Create(application, commandLine, environment, workingDirectory, inheritHandles: 0, CREATE_SUSPENDED | CREATE_UNICODE_ENVIRONMENT, startup, out started);
    }
}
