namespace Keepalive.Host.Output;

/// <summary>
/// Text for whoever reads along, each in one write: Claude Code's Sign-in box makes a row of every write. Where nobody reads, the exit status still tells.
/// </summary>
internal static class StandardText
{
    /// <summary>Writes to standard output.</summary>
    public static void ToOutput(string text) => _ = StandardStream.Write(StandardStream.Output, VisibleText.Lines(text));

    /// <summary>Writes to standard error.</summary>
    public static void ToError(string text) => _ = StandardStream.Write(StandardStream.Error, VisibleText.Lines(text));

    /// <summary>Writes over what stands in the terminal's last line.</summary>
    /// <param name="line">The words, wide enough to cover what stood there.</param>
    public static void OverLine(string line) => _ = StandardStream.Write(StandardStream.Error, $"\r{VisibleText.Line(line)}");
}
