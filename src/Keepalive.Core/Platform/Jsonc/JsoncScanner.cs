using System.Buffers;

namespace Keepalive.Platform.Jsonc;

/// <summary>Reads tokens and the text between them. Positions are bytes; the text is known to be UTF-8.</summary>
internal ref struct JsoncScanner(ReadOnlySpan<byte> text)
{
    private static readonly SearchValues<byte> Hexadecimal = SearchValues.Create("0123456789abcdefABCDEF"u8);

    private readonly ReadOnlySpan<byte> _text = text;

    public int Position { get; set; } = text.StartsWith("\uFEFF"u8) ? 3 : 0;

    public readonly bool AtEnd => Position == _text.Length;

    public readonly byte Current => Position < _text.Length ? _text[Position] : (byte)0;

    /// <summary>A place that gets its line and column only when it is told: counting is for the unlucky.</summary>
    public readonly JsoncException Wrong(string phrase, int? position = null)
    {
        (int line, int column) = JsoncPosition.Of(_text, position ?? Position);
        return new JsoncException(line, column, phrase);
    }

    /// <summary>Passes over white space and comments.</summary>
    public void SkipTrivia()
    {
        while (!AtEnd)
        {
            switch (Current)
            {
                case (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n':
                    Position++;
                    break;
                case (byte)'/':
                    SkipComment();
                    break;
                default:
                    return;
            }
        }
    }

    public void SkipComment()
    {
        ReadOnlySpan<byte> rest = _text[Position..];
        if (rest.StartsWith("//"u8))
        {
            int length = rest.IndexOfAny((byte)'\r', (byte)'\n');
            Position += length < 0 ? rest.Length : length;
            return;
        }

        if (!rest.StartsWith("/*"u8))
        {
            throw Wrong("there is a single '/'");
        }

        int end = rest[2..].IndexOf("*/"u8);
        Position += end < 0 ? throw Wrong("the comment has no end") : end + 4;
    }

    /// <summary>Reads a string, quotes included.</summary>
    public string ReadText()
    {
        int start = Position;
        SkipText();
        return JsoncText.Decode(_text[(start + 1)..(Position - 1)]);
    }

    public void SkipText()
    {
        int start = Position++;
        while (true)
        {
            if (AtEnd || Current is (byte)'\r' or (byte)'\n')
            {
                throw Wrong("the string has no end", start);
            }

            switch (Current)
            {
                case (byte)'"':
                    Position++;
                    return;
                case (byte)'\\':
                    SkipEscape();
                    break;
                case < 0x20:
                    throw Wrong("a string contains a control character");
                default:
                    Position++;
                    break;
            }
        }
    }

    public void SkipNumber()
    {
        int start = Position;
        if (Current == (byte)'-')
        {
            Position++;
        }

        if (Current == (byte)'0')
        {
            Position++;
        }
        else
        {
            SkipDigits(start);
        }

        if (Current == (byte)'.')
        {
            Position++;
            SkipDigits(start);
        }

        if (Current is (byte)'e' or (byte)'E')
        {
            Position++;
            if (Current is (byte)'+' or (byte)'-')
            {
                Position++;
            }

            SkipDigits(start);
        }

        if (IsWord(Current))
        {
            throw Wrong("this is not a number", start);
        }
    }

    public bool TrySkipWord(ReadOnlySpan<byte> word)
    {
        if (!_text[Position..].StartsWith(word) || (Position + word.Length < _text.Length && IsWord(_text[Position + word.Length])))
        {
            return false;
        }

        Position += word.Length;
        return true;
    }

    private void SkipEscape()
    {
        ReadOnlySpan<byte> escape = _text[Position..];
        bool known = escape.Length > 1 && (escape[1] == (byte)'u'
            ? escape.Length > 5 && escape[2..6].IndexOfAnyExcept(Hexadecimal) < 0
            : "\"\\/bfnrt"u8.Contains(escape[1]));
        Position += !known ? throw Wrong("this escape does not exist") : escape[1] == (byte)'u' ? 6 : 2;
    }

    private void SkipDigits(int start)
    {
        int digits = Position;
        while (Current is >= (byte)'0' and <= (byte)'9')
        {
            Position++;
        }

        if (Position == digits)
        {
            throw Wrong("this is not a number", start);
        }
    }

    private static bool IsWord(byte value) => char.IsAsciiLetterOrDigit((char)value) || value is (byte)'_' or (byte)'.';
}
