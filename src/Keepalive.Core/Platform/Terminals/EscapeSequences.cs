using System.Buffers;

namespace Keepalive.Platform.Terminals;

/// <summary>Reads what is printed: text, control characters and escape sequences, each of which may come in pieces.</summary>
/// <remarks>ECMA-48 and what xterm added. Colours, titles, modes and whatever is unknown are read and dropped.</remarks>
internal sealed class EscapeSequences(TerminalScreen screen, ControlSequences controls)
{
    // A string that is never ended (a binary file on the terminal) must not swallow all that follows.
    private const int LongestString = 64 * 1024;

    private static readonly SearchValues<char> Controls =
        SearchValues.Create([.. Enumerable.Range(0, 0x20).Concat(Enumerable.Range(0x7F, 0x21)).Select(code => (char)code)]);

    private State _state;
    private int _stringLength;

    private enum State
    {
        Text,
        Escape,
        EscapeIntermediate,
        Control,
        String,
        StringEscape,
    }

    internal void Read(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            if (_state == State.Text)
            {
                int length = text.IndexOfAny(Controls);
                length = length < 0 ? text.Length : length;
                screen.Print(text[..length]);
                text = text[length..];
                if (text.IsEmpty)
                {
                    return;
                }
            }

            Step(text[0]);
            text = text[1..];
        }
    }

    private void Step(char character)
    {
        if (_state is State.String or State.StringEscape)
        {
            StepInString(character);
        }
        else if (character == '\e')
        {
            _state = State.Escape;
        }
        else if (character is '\u0018' or '\u001A')
        {
            _state = State.Text; // Cancels a sequence.
        }
        else if (character < ' ')
        {
            Execute(character); // Also in the middle of a sequence, as terminals do.
        }
        else if (_state is State.Escape or State.EscapeIntermediate)
        {
            StepInEscape(character);
        }
        else if (_state == State.Control && controls.Step(character))
        {
            _state = State.Text;
        }
    }

    private void StepInEscape(char character)
    {
        if (character <= '/')
        {
            _state = State.EscapeIntermediate; // The next one names a character set.
            return;
        }

        bool alone = _state == State.Escape;
        _state = State.Text;
        switch (character)
        {
            case '[' when alone:
                controls.Begin();
                _state = State.Control;
                break;
            case ']' or 'P' or 'X' or '^' or '_' when alone:
                _stringLength = 0;
                _state = State.String;
                break;
            case '7' when alone:
                screen.Save();
                break;
            case '8' when alone:
                screen.Restore();
                break;
            case 'D' when alone:
                screen.LineFeed();
                break;
            case 'E' when alone:
                screen.CarriageReturn();
                screen.LineFeed();
                break;
            case 'M' when alone:
                screen.ReverseLineFeed();
                break;
            case 'c' when alone:
                screen.EraseInScreen(2);
                screen.ToRow(0);
                screen.ToColumn(0);
                break;
        }
    }

    private void StepInString(char character)
    {
        bool ended = character is '\a' or '\u0018' or '\u001A'
            || (_state == State.StringEscape && character == '\\')
            || ++_stringLength > LongestString;
        _state = ended ? State.Text : character == '\e' ? State.StringEscape : State.String;
    }

    private void Execute(char character)
    {
        switch (character)
        {
            case '\b':
                screen.Backspace();
                break;
            case '\t':
                screen.Tab();
                break;
            case '\n' or '\v' or '\f':
                screen.LineFeed();
                break;
            case '\r':
                screen.CarriageReturn();
                break;
        }
    }
}
