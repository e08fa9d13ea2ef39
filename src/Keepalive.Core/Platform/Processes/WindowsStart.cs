using System.Runtime.Versioning;
using System.Text;

namespace Keepalive.Platform.Processes;

/// <summary>A command in the words of CreateProcessW.</summary>
/// <param name="Application">The full path of what is started: the program, or cmd.exe for a batch file.</param>
/// <param name="CommandLine">The quoted line.</param>
/// <param name="EnvironmentBlock">Sorted <c>NAME=value</c> strings, each with a NUL, and one more NUL (the string's own) at the end.</param>
/// <param name="WorkingDirectory">The folder to start in, or the current one.</param>
[SupportedOSPlatform("windows")]
internal sealed record WindowsStart(string Application, string CommandLine, string EnvironmentBlock, string? WorkingDirectory)
{
    internal static WindowsStart For(ChildCommand command)
    {
        SortedDictionary<string, string> environment = ChildEnvironment.For(command);
        string path = WindowsExecutable.Find(command.FileName, environment);
        if (!WindowsBatchFile.Is(path))
        {
            string line = command.VerbatimArguments is { } verbatim
                ? $"{WindowsCommandLine.Join(command.FileName, [])} {verbatim}"
                : WindowsCommandLine.Join(command.FileName, command.Arguments);
            return new WindowsStart(path, line, Block(environment), command.WorkingDirectory);
        }

        // Not %ComSpec%: a variable must not choose the program that reads the script.
        string interpreter = Path.Combine(Environment.SystemDirectory, "cmd.exe");
        string batchLine = WindowsBatchFile.CommandLine(interpreter, path, command.Arguments);
        return new WindowsStart(interpreter, batchLine, Block(environment), command.WorkingDirectory);
    }

    private static string Block(SortedDictionary<string, string> environment)
    {
        StringBuilder block = new();
        foreach ((string name, string value) in environment)
        {
            block.Append(name).Append('=').Append(value).Append('\0');
        }

        // An empty block ends with two NULs too.
        return block.Length == 0 ? "\0" : block.ToString();
    }
}

/// <summary>Splits a <c>credential_process</c> line into program and arguments, as botocore does, by the rules of the platform.</summary>
/// <remarks>https://github.com/boto/botocore/blob/develop/botocore/compat.py, <c>compat_shell_split</c>.</remarks>
public static class CommandLine
{
    /// <summary>Splits the line. No variable, tilde or pattern in it is expanded.</summary>
    /// <param name="commandLine">The line from the profile.</param>
    /// <param name="windows">By the rules of Windows programs (<c>argv</c> of the C runtime) instead of a POSIX shell's.</param>
    /// <returns>The program and its arguments; nothing for a blank line.</returns>
    /// <exception cref="FormatException">
    /// Its message is a phrase such as <c>a double quote is not closed</c>, and never repeats the line.
    /// </exception>
    public static IReadOnlyList<string> Split(string commandLine, bool windows)
    {
        ArgumentNullException.ThrowIfNull(commandLine);
        return windows ? WindowsCommandLine.Split(commandLine) : PosixCommandLine.Split(commandLine);
    }
}
