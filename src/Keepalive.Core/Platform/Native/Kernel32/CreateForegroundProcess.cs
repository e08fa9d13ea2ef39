namespace Keepalive.Platform.Native.Kernel32;

/// <content>For a process that has our console and our three streams.</content>
internal static partial class CreateProcess
{
    /// <summary>Zero, or the error code. It starts suspended.</summary>
    internal static int StartForeground(string application, string commandLine, string environment, string? workingDirectory, out ProcessInformation started)
    {
        (nint input, nint output, nint error) = StandardHandle.ForChild();
        StartupInformation startup = new() { Flags = STARTF_USESTDHANDLES, StandardInput = input, StandardOutput = output, StandardError = error };
        return Create(application, commandLine, environment, workingDirectory, inheritHandles: 1, CREATE_SUSPENDED | CREATE_UNICODE_ENVIRONMENT, startup, out started);
    }
}
