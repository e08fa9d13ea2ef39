using System.Text;
using System.Text.Unicode;

namespace Keepalive.Platform.Jsonc;

/// <summary>
/// JSON as editors and Claude Code's users write it: with comments and trailing commas, everything else strict.
/// Source: RFC 8259; the comments and commas are those of Visual Studio Code's settings.
/// </summary>
internal ref struct JsoncParser
{
    /// <summary>The same as that of System.Text.Json.</summary>
    public const int MaximumDepth = 64;

    private JsoncScanner _scanner;
    private int _depth;

    private JsoncParser(ReadOnlySpan<byte> text) => _scanner = new JsoncScanner(text);

    /// <summary>The value of the document, or null when it holds none.</summary>
    /// <exception cref="JsoncException">It is no JSON.</exception>
    public static JsoncNode? Parse(ReadOnlySpan<byte> text)
    {
        RequireUtf8(text);
        var parser = new JsoncParser(text);
        parser._scanner.SkipTrivia();
        if (parser._scanner.AtEnd)
        {
            return null;
        }

        JsoncNode root = parser.ReadValue();
        parser._scanner.SkipTrivia();
        return parser._scanner.AtEnd ? root : throw parser._scanner.Wrong("there is more text after the end");
    }

    private static void RequireUtf8(ReadOnlySpan<byte> text)
    {
        if (ForeignEncoding.Of(text) is not null)
        {
            throw new JsoncException(1, 1, "the text is UTF-16, but must be UTF-8");
        }

        if (text.IndexOf((byte)0) is >= 0 and int zero)
        {
            throw new JsoncScanner(text).Wrong("there is a zero byte, as after a crash of the machine", zero);
        }

        if (Utf8.IsValid(text))
        {
            return;
        }

        int position = 0;
        while (Rune.DecodeFromUtf8(text[position..], out _, out int length) == System.Buffers.OperationStatus.Done)
        {
            position += length;
        }

        throw new JsoncScanner(text).Wrong("the text is not UTF-8", position);
    }

    private JsoncNode ReadValue()
    {
        int start = _scanner.Position;
        switch (_scanner.Current)
        {
            case (byte)'{':
                return ReadContainer(JsoncKind.Object, (byte)'}');
            case (byte)'[':
                return ReadContainer(JsoncKind.Array, (byte)']');
            case (byte)'"':
                _scanner.SkipText();
                return Scalar(JsoncKind.Text, start);
            case (byte)'-' or (>= (byte)'0' and <= (byte)'9'):
                _scanner.SkipNumber();
                return Scalar(JsoncKind.Number, start);
            default:
                return _scanner.TrySkipWord("true"u8) || _scanner.TrySkipWord("false"u8) ? Scalar(JsoncKind.Boolean, start)
                    : _scanner.TrySkipWord("null"u8) ? Scalar(JsoncKind.Null, start)
                    : throw _scanner.Wrong(_scanner.AtEnd ? "the text ends where a value is expected" : "a value is expected");
        }
    }

    private readonly JsoncNode Scalar(JsoncKind kind, int start) => new(kind, start, _scanner.Position, []);

    private JsoncNode ReadContainer(JsoncKind kind, byte close)
    {
        int start = _scanner.Position++;
        if (++_depth > MaximumDepth)
        {
            throw _scanner.Wrong($"the text is nested deeper than {MaximumDepth}", start);
        }

        List<JsoncItem>? items = null;
        bool separated = true;
        while (true)
        {
            _scanner.SkipTrivia();
            if (_scanner.AtEnd)
            {
                throw _scanner.Wrong(kind == JsoncKind.Object ? "the object that begins here has no end" : "the array that begins here has no end", start);
            }

            if (_scanner.Current == close)
            {
                _scanner.Position++;
                _depth--;
                return new JsoncNode(kind, start, _scanner.Position, items is null ? [] : items);
            }

            if (!separated)
            {
                throw _scanner.Wrong("a comma is missing");
            }

            JsoncItem item = ReadItem(kind);
            separated = item.Comma >= 0;
            (items ??= []).Add(item);
        }
    }

    private JsoncItem ReadItem(JsoncKind kind)
    {
        int start = _scanner.Position;
        string? name = null;
        if (kind == JsoncKind.Object)
        {
            name = _scanner.Current == (byte)'"' ? _scanner.ReadText() : throw _scanner.Wrong("a name in double quotes is expected");
            _scanner.SkipTrivia();
            _scanner.Position += _scanner.Current == (byte)':' ? 1 : throw _scanner.Wrong("a colon is missing");
            _scanner.SkipTrivia();
        }

        JsoncNode value = ReadValue();
        int behind = _scanner.Position;
        _scanner.SkipTrivia();
        if (_scanner.Current == (byte)',')
        {
            return new JsoncItem(name, start, value, _scanner.Position++);
        }

        _scanner.Position = behind;
        return new JsoncItem(name, start, value, Comma: -1);
    }
}
