using System.ComponentModel;
using System.Globalization;
using System.IO.Pipes;
using System.Runtime.Versioning;
using System.Text;
using Keepalive.Platform.Native.Libc;

namespace Keepalive.Platform.Processes;

/// <summary>
/// A process without a parent of ours: a shell in its own session starts it in the background and ends, so init is its parent from its first
/// moment. A program that kills us with all our descendants, as Claude Code does with its helpers, does not find it among them.
/// </summary>
[UnsupportedOSPlatform("windows")]
internal static class UnixOrphan
{
    private const string Shell = "/bin/sh";

    /// <summary>Its number is the last word; what it inherits of that pipe is closed before it begins.</summary>
    private const string Script = "\"$0\" \"$@\" </dev/null >/dev/null 2>&1 & echo $!";

    /// <summary>Starts it and gives its number.</summary>
    /// <exception cref="ChildStartException">It can't be started.</exception>
    internal static int Start(ChildCommand command)
    {
        SortedDictionary<string, string> environment = ChildEnvironment.For(command);
        string path = UnixExecutable.Find(command.FileName, environment);
        if (!File.Exists(Shell))
        {
            return UnixDetachedProcess.Start(command);
        }

        using AnonymousPipeServerStream output = new(PipeDirection.In, HandleInheritability.None);
        try
        {
            int shell = Spawn([Shell, "-c", Script, path, .. command.Arguments], environment, output);
            output.DisposeLocalCopyOfClientHandle();
            using var reader = new StreamReader(output, Encoding.ASCII);
            string answer = reader.ReadToEnd();
            Wait.ReapAtEnd(shell);
            return int.TryParse(answer, NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out int id)
                ? id
                : throw new ChildStartException($"{Shell} could not start it");
        }
        catch (Exception exception) when (exception is IOException or Win32Exception)
        {
            throw new ChildStartException("the system has no room for it", exception);
        }
    }

    /// <summary>Whether it is still running. A process that has ended but was not reaped (a container without an init) is not.</summary>
    internal static bool IsAlive(int id)
    {
        if (Signals.kill(id, 0) != 0)
        {
            return false;
        }

        return !OperatingSystem.IsLinux() || LinuxProcessTable.ReadOne(id) is not null;
    }

    private static int Spawn(string[] arguments, SortedDictionary<string, string> environment, AnonymousPipeServerStream output)
    {
        using SpawnFileActions actions = new();
        using SpawnAttributes attributes = new();
        actions.Duplicate((int)output.ClientSafePipeHandle.DangerousGetHandle(), 1);
        actions.Open(0, "/dev/null", PosixSpawn.O_RDONLY);
        actions.Open(2, "/dev/null", PosixSpawn.O_WRONLY);
        actions.CloseTheRest();
        string[] variables = [.. environment.Select(variable => $"{variable.Key}={variable.Value}")];
        int error = PosixSpawn.Spawn(out int pid, Shell, arguments, variables, actions, attributes);
        return error == 0 ? pid : throw UnixExecutable.StartFailure(error, Shell);
    }
}
