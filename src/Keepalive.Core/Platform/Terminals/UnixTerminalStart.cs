using System.Runtime.Versioning;
using Keepalive.Platform.Native.Libc;
using Keepalive.Platform.Processes;

namespace Keepalive.Platform.Terminals;

/// <summary>Starts a session leader whose three descriptors are a terminal, which so becomes its controlling one.</summary>
[UnsupportedOSPlatform("windows")]
internal static class UnixTerminalStart
{
    /// <summary>
    /// On macOS posix_spawn opens files before it makes the session, so an opened terminal does not become /dev/tty. A shell that is started first is a leader
    /// when it opens the terminal; then it becomes the program.
    /// </summary>
    private const string OpenAgain = "exec 0<>\"$0\" 1>&0 2>&0; exec \"$@\"";

    internal static int Spawn(ChildCommand command, string device, bool throughShell)
    {
        SortedDictionary<string, string> environment = ChildEnvironment.For(command);
        string path = UnixExecutable.Find(command.FileName, environment);
        using SpawnFileActions actions = new();
        using SpawnAttributes attributes = new();
        if (command.WorkingDirectory is { } folder && !actions.TryChangeDirectory(folder))
        {
            throw new ChildStartException("this system can't start it in another working directory");
        }

        // The child is a session leader by then, and the first terminal that one opens without O_NOCTTY is its own: /dev/tty.
        actions.Open(0, device, throughShell ? PosixSpawn.O_RDWR | PosixOpenpt.O_NOCTTY : PosixSpawn.O_RDWR);
        actions.Duplicate(0, 1);
        actions.Duplicate(0, 2);
        actions.CloseTheRest();
        string[] arguments = throughShell ? ["sh", "-c", OpenAgain, device, path, .. command.Arguments] : [command.FileName, .. command.Arguments];
        string[] variables = [.. environment.Select(variable => $"{variable.Key}={variable.Value}")];
        int error = PosixSpawn.Spawn(out int pid, throughShell ? "/bin/sh" : path, arguments, variables, actions, attributes);
        return error == 0 ? pid : throw UnixExecutable.StartFailure(error, path);
    }
}
