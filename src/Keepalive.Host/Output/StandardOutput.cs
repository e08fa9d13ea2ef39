using Keepalive.Platform.Files;

namespace Keepalive.Host.Output;

/// <summary>
/// Standard output as a place for one whole answer, which arrives or is reported as lost: what a verb was run for.
/// </summary>
internal static class StandardOutput
{
    /// <summary>Writes lines of text, the last one with a line end.</summary>
    /// <exception cref="KeepaliveException">OutputFailed.</exception>
    public static void WriteText(string text) => Require(StandardStream.Write(StandardStream.Output, VisibleText.Lines(text) + "\n"));

    /// <summary>Writes a report for a person, in colours where the terminal shows them.</summary>
    /// <param name="text">The lines.</param>
    /// <param name="colourOf">Gives the number of coloured characters at the beginning of a line, and their colour.</param>
    /// <exception cref="KeepaliveException">OutputFailed.</exception>
    public static void WriteReport(string text, Func<string, (int Length, Colour Colour)> colourOf)
    {
        // The colours come after control characters of others are made visible.
        string visible = VisibleText.Lines(text);
        Require(StandardStream.Write(StandardStream.Output, (TerminalDisplay.HasColours ? string.Join('\n', visible.Split('\n').Select(Paint)) : visible) + "\n"));

        string Paint(string line)
        {
            (int length, Colour colour) = colourOf(line);
            return colour == Colour.None ? line : $"\e[{(int)colour}m{line[..length]}\e[0m{line[length..]}";
        }
    }

    /// <summary>Writes a JSON document, or a line of JSON each.</summary>
    /// <exception cref="KeepaliveException">OutputFailed.</exception>
    public static void WriteJson(string json) => Require(StandardStream.Write(StandardStream.Output, VisibleText.Json(json) + "\n"));

    /// <summary>Writes a status line, whose colours stay: <see cref="ClaudeCode.StatusLine.SessionStatusLine"/> has left nothing else in it.</summary>
    /// <exception cref="KeepaliveException">OutputFailed.</exception>
    public static void WriteStatusLine(string line) => Require(StandardStream.Write(StandardStream.Output, line + "\n"));

    /// <summary>Writes what Core has made for another program: a credential, a hook's answer.</summary>
    /// <exception cref="KeepaliveException">OutputFailed: the reader is gone, the disk is full, the descriptor is closed.</exception>
    public static void Write(ReadOnlySpan<byte> answer) => Require(StandardStream.Write(StandardStream.Output, answer));

    private static void Require(Exception? fault)
    {
        if (fault is not null)
        {
            throw KeepaliveErrors.OutputFailed(FileFault.Describe(fault), fault);
        }
    }
}
