using System.Runtime.Versioning;
using Keepalive.Platform.Native.Libc;

namespace Keepalive.Platform.Processes;

/// <summary>A program that takes this one's place: its terminal, its streams, its signals, its exit status.</summary>
public static class ForegroundProcess
{
    /// <summary>
    /// Runs it. On Unix this process becomes the program, and the call does not return; on Windows it waits and gives the
    /// exit code.
    /// </summary>
    /// <param name="command">The program.</param>
    /// <exception cref="KeepaliveException">CommandNotStarted.</exception>
    public static int Run(ChildCommand command)
    {
        ArgumentNullException.ThrowIfNull(command);
        try
        {
            ChildProcess.Check(command);
            return OperatingSystem.IsWindows() ? WindowsForegroundProcess.Run(command) : Become(command);
        }
        catch (ChildStartException exception)
        {
            throw KeepaliveErrors.CommandNotStarted(command.FileName, exception.Reason, exception);
        }
    }

    [UnsupportedOSPlatform("windows")]
    private static int Become(ChildCommand command)
    {
        string path = UnixExecutable.Find(command.FileName, ChildEnvironment.For(command));
        int error = Exec.Replace(path, [command.FileName, .. command.Arguments], command.EnvironmentChanges);
        throw UnixExecutable.StartFailure(error, path);
    }
}
