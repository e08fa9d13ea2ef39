using System.ComponentModel;
using System.Runtime.Versioning;
using Keepalive.Platform.Native.Libc;

namespace Keepalive.Platform.Processes;

/// <summary>A child in a session of its own, with /dev/null as its three descriptors and no other. Init has it when we are gone.</summary>
[UnsupportedOSPlatform("windows")]
internal static class UnixDetachedProcess
{
    internal static int Start(ChildCommand command)
    {
        SortedDictionary<string, string> environment = ChildEnvironment.For(command);
        string path = UnixExecutable.Find(command.FileName, environment);
        try
        {
            using SpawnFileActions actions = new();
            using SpawnAttributes attributes = new();
            if (command.WorkingDirectory is { } folder && !actions.TryChangeDirectory(folder))
            {
                throw new ChildStartException("this system can't start it in another working directory");
            }

            actions.Open(0, "/dev/null", PosixSpawn.O_RDONLY);
            actions.Open(1, "/dev/null", PosixSpawn.O_WRONLY);
            actions.Open(2, "/dev/null", PosixSpawn.O_WRONLY);
            actions.CloseTheRest();
            string[] arguments = [command.FileName, .. command.Arguments];
            string[] variables = [.. environment.Select(variable => $"{variable.Key}={variable.Value}")];
            int error = PosixSpawn.Spawn(out int pid, path, arguments, variables, actions, attributes);
            return error == 0 ? pid : throw UnixExecutable.StartFailure(error, path);
        }
        catch (Exception exception) when (exception is IOException or Win32Exception)
        {
            throw new ChildStartException("the system has not enough resources", exception);
        }
    }

    /// <summary>Blocks until the end and gives the exit code.</summary>
    internal static Func<int> WaiterFor(int id) => () =>
    {
        int status = Wait.ReapAtEnd(id);
        int signal = status & 0x7F;
        return signal == 0 ? (status >> 8) & 0xFF : 128 + signal;
    };
}
