namespace Keepalive.Platform.Processes;

/// <summary>A command line that names a program and its arguments, for a start without a shell.</summary>
internal static class ProgramLine
{
    /// <summary>The words of the line, the program first.</summary>
    /// <param name="line">The line.</param>
    /// <param name="isWindows">By the rules of Windows programs instead of a POSIX shell's.</param>
    /// <exception cref="FormatException">Its message is a phrase, and never repeats the line.</exception>
    public static IReadOnlyList<string> Split(string line, bool isWindows)
    {
        IReadOnlyList<string> words = CommandLine.Split(line, isWindows);
        return words switch
        {
            [] or ["", ..] => throw new FormatException("it contains no program"),
            [var first, ..] when SetsVariable(first) => throw new FormatException("it sets a variable before the program, which only a shell can do"),
            _ => words,
        };
    }

    /// <summary>TOKEN=… in the place of the program: its value may be a secret, so it must not be taken for a name that is told.</summary>
    private static bool SetsVariable(string word) => word.IndexOf('=') is > 0 and var equals && word.AsSpan(0, equals).IndexOfAny('/', '\\') < 0;
}
