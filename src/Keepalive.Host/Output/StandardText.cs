namespace Keepalive.Host.Output;

/// <summary>
/// Text for a person, each in one write: Claude Code's Sign-in box makes a line of every write. Without a reader, the exit status still shows the result.
/// </summary>
internal static class StandardText
{
    /// <summary>Writes to standard output.</summary>
    public static void ToOutput(string text) => _ = StandardStream.Write(StandardStream.Output, VisibleText.Lines(text));

    /// <summary>Writes to standard error.</summary>
    public static void ToError(string text) => _ = StandardStream.Write(StandardStream.Error, VisibleText.Lines(text));

    /// <summary>Overwrites the terminal's last line.</summary>
    /// <param name="line">The words, wide enough to cover what stood there.</param>
    public static void OverLine(string line) => _ = StandardStream.Write(StandardStream.Error, $"\r{VisibleText.Line(line)}");
}
