namespace Keepalive.Platform.Processes;

/// <summary>A program to run, and its arguments. No shell is used: the program gets each argument unchanged.</summary>
/// <param name="FileName">
/// A path (a relative one counts from this process's current folder), or a bare name that is looked up on the PATH the child
/// will get. Empty and relative entries of PATH are ignored: a user who can write to the current folder must not choose the
/// program that gives out credentials.
/// </param>
/// <param name="Arguments">The arguments, without the name of the program.</param>
public sealed record ChildCommand(string FileName, IReadOnlyList<string> Arguments)
{
    /// <summary>Variables to set on top of this process's environment; <see langword="null"/> takes one away.</summary>
    public IReadOnlyDictionary<string, string?> EnvironmentChanges { get; init; } = new Dictionary<string, string?>();

    /// <summary>
    /// The rest of the command line as the program gets it, in place of <see cref="Arguments"/>; for cmd.exe, which has rules of
    /// its own. Windows alone.
    /// </summary>
    internal string? VerbatimArguments { get; init; }

    /// <summary>The file that is its standard input; <see langword="null"/> for an empty one.</summary>
    public string? StandardInputFile { get; init; }

    /// <summary>Its standard input, where neither a file nor an empty one will do.</summary>
    internal PipedInput? Input { get; init; }

    /// <summary>Gets the end of its error output; <see langword="null"/>: it goes nowhere.</summary>
    internal ErrorTail? Errors { get; init; }

    /// <summary>
    /// A unique value: the child and its child processes have it in their environment, and are stopped by it, even if they have left session, group
    /// and parents (Linux). Null: they are found by those alone.
    /// </summary>
    internal string? TreeMark { get; init; }

    /// <summary>The folder to start in; <see langword="null"/> for the current one.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>
    /// A line of the person's own that this system's shell reads. Never build one out of anything but what a person has written as
    /// a command.
    /// </summary>
    /// <param name="line">The line.</param>
    public static ChildCommand OfShell(string line)
    {
        if (!OperatingSystem.IsWindows())
        {
            return new ChildCommand("/bin/sh", ["-c", line]);
        }

        // Not %ComSpec%: a variable must not choose the program. /d: no AutoRun of the registry. /s: the outermost quotes go, no others.
        return new ChildCommand(Path.Combine(Environment.SystemDirectory, "cmd.exe"), []) { VerbatimArguments = $"/d /s /c \"{line}\"" };
    }
}
