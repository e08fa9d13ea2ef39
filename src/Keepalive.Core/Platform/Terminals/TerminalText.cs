using System.Text;

namespace Keepalive.Platform.Terminals;

/// <summary>
/// What a program has shown, as text to match on: without escape sequences, with redrawn rows as they look now. Feed it
/// every read of <see cref="IPseudoTerminal.Output"/> as it comes.
/// </summary>
/// <remarks>
/// A prompt is mostly a row without an end (<see cref="Tail"/>), and a Windows console shows a repainted screen instead of what
/// its program wrote, hence rows and a cursor and no stream of characters. Its size must be the terminal's.
/// </remarks>
internal sealed class TerminalText
{
    private readonly Decoder _decoder = Encoding.UTF8.GetDecoder();
    private readonly char[] _characters = new char[4096];
    private readonly TerminalScreen _screen;
    private readonly ControlSequences _controls;
    private readonly EscapeSequences _sequences;

    internal TerminalText(TerminalSize size)
    {
        _screen = new TerminalScreen(size);
        _controls = new ControlSequences(_screen);
        _sequences = new EscapeSequences(_screen, _controls);
    }

    /// <summary>
    /// The row in which the cursor stands, up to the cursor, blanks at its end included; the whole row when the cursor stands
    /// at its beginning, as spinners leave it.
    /// </summary>
    internal TerminalRow Tail => _screen.Tail();

    /// <summary>All rows that are not blank: those on the screen, the cursor's too, and up to 1,000 before them.</summary>
    internal IReadOnlyList<TerminalRow> Rows => _screen.Rows();

    internal void Append(ReadOnlySpan<byte> bytes)
    {
        bool completed;
        do
        {
            _decoder.Convert(bytes, _characters, flush: false, out int used, out int count, out completed);
            _sequences.Read(_characters.AsSpan(0, count));
            bytes = bytes[used..];
        }
        while (!completed);
    }

    /// <summary>
    /// The rows that the cursor has left downwards since this was last called, blank ones excepted, and at most the last
    /// 1,000. A row painted again comes again only with another text.
    /// </summary>
    internal IReadOnlyList<TerminalRow> TakeCompletedRows() => _screen.TakeCompleted();

    /// <summary>The terminal's answers to the program's questions about it. They must be written at once, before anything else.</summary>
    internal byte[] TakeAnswers() => _controls.TakeAnswers();
}
