using System.Globalization;
using System.Text;

namespace Keepalive.Desktop.Companion;

/// <summary>
/// Reads the lines of the companion, and writes those to it. .NET Framework has no reader of its own that takes any object without types, and its
/// serializers take longer to start than a cmdlet may: so it is these few lines (docs/decisions/0095-desktop-module.md).
/// </summary>
internal sealed class JsonText
{
    /// <summary>The messages have three levels.</summary>
    private const int Deepest = 16;

    private readonly string _text;
    private int _position;

    private JsonText(string text) => _text = text;

    /// <summary>The members of an object: text, number (double), Boolean, null, list or object.</summary>
    /// <exception cref="FormatException">The text is not an object, or other text follows the object.</exception>
    public static CompanionObject Read(string text)
    {
        var reader = new JsonText(text);
        CompanionObject read = reader.Value(0) as CompanionObject ?? throw new FormatException("It is no JSON object.");
        reader.SkipBlanks();
        return reader._position == text.Length ? read : throw reader.Fault();
    }

    /// <summary>Writes a text in ASCII.</summary>
    public static void Append(StringBuilder json, string text)
    {
        json.Append('"');
        foreach (char sign in text)
        {
            if (IsPlain(sign))
            {
                json.Append(sign);
            }
            else
            {
                json.Append("\\u").Append(((int)sign).ToString("X4", CultureInfo.InvariantCulture));
            }
        }

        json.Append('"');
    }

    /// <summary>True if the character can be written between quotes without an escape.</summary>
    public static bool IsPlain(char sign) => sign is >= ' ' and <= '~' and not ('"' or '\\');

    private object? Value(int depth)
    {
        SkipBlanks();
        if (depth > Deepest)
        {
            throw Fault();
        }

        return Peek() switch
        {
            '{' => Object(depth),
            '[' => List(depth),
            '"' => Text(),
            't' => Word("true", true),
            'f' => Word("false", false),
            'n' => Word("null", null),
            _ => Number(),
        };
    }

    private CompanionObject Object(int depth)
    {
        var members = new Dictionary<string, object?>(StringComparer.Ordinal);
        for (bool more = Begin('}'); more; more = Continue('}'))
        {
            SkipBlanks();
            string name = Text();
            Expect(':');
            members[name] = Value(depth + 1);
        }

        return new CompanionObject(members);
    }

    private List<object?> List(int depth)
    {
        var items = new List<object?>();
        for (bool more = Begin(']'); more; more = Continue(']'))
        {
            items.Add(Value(depth + 1));
        }

        return items;
    }

    private bool Begin(char end)
    {
        _position++;
        SkipBlanks();
        bool isEmpty = Peek() == end;
        _position += isEmpty ? 1 : 0;
        return !isEmpty;
    }

    private bool Continue(char end)
    {
        SkipBlanks();
        char sign = Peek();
        _position++;
        return sign == ',' || (sign == end ? false : throw Fault());
    }

    private void Expect(char expected)
    {
        SkipBlanks();
        if (Peek() != expected)
        {
            throw Fault();
        }

        _position++;
    }

    private string Text()
    {
        Expect('"');
        var text = new StringBuilder();
        for (; Peek() is not '"' and char sign; _position++)
        {
            text.Append(sign == '\\' ? Escaped() : sign >= ' ' ? sign : throw Fault());
        }

        _position++;
        return text.ToString();
    }

    private char Escaped()
    {
        _position++;
        switch (Peek())
        {
            case 'n':
                return '\n';
            case 'r':
                return '\r';
            case 't':
                return '\t';
            case 'b':
                return '\b';
            case 'f':
                return '\f';
            case '"' or '\\' or '/':
                return Peek();
            case 'u' when _position + 4 < _text.Length
                && ushort.TryParse(_text.Substring(_position + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ushort code):
                _position += 4;
                return (char)code;
            default:
                throw Fault();
        }
    }

    private object? Word(string word, object? value)
    {
        if (string.CompareOrdinal(_text, _position, word, 0, word.Length) != 0)
        {
            throw Fault();
        }

        _position += word.Length;
        return value;
    }

    private double Number()
    {
        int start = _position;
        while (_position < _text.Length && _text[_position] is (>= '0' and <= '9') or '-' or '+' or '.' or 'e' or 'E')
        {
            _position++;
        }

        return double.TryParse(_text.Substring(start, _position - start), NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : throw Fault();
    }

    private void SkipBlanks()
    {
        while (_position < _text.Length && _text[_position] is ' ' or '\t' or '\r' or '\n')
        {
            _position++;
        }
    }

    private char Peek() => _position < _text.Length ? _text[_position] : throw Fault();

    private FormatException Fault() => new($"It is no JSON at character {_position.ToString(CultureInfo.InvariantCulture)}.");
}
