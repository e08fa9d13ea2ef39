namespace Keepalive.Processes;

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
