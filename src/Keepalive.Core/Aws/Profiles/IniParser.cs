using System.Text;
using System.Text.Unicode;

namespace Keepalive.Aws.Profiles;

/// <summary>
/// Splits a config or credentials file into lines and sections. The rules are those of the published parser cases of
/// the AWS SDKs; where those leave a choice, the rules of Claude Code's own SDK (JavaScript v3) are used, because
/// Claude Code depends on it. Problems are collected, never thrown: an error in another
/// section must not affect this profile.
/// </summary>
internal ref struct IniParser
{
    private readonly ReadOnlySpan<byte> _text;
    private readonly ProfileFileKind _kind;
    private readonly IniLines _lines;
    private readonly List<IniSection> _sections = [];
    private readonly List<IniProblem> _problems = [];
    private Indented _indented = Indented.OutsideOfSection;

    public IniParser(ReadOnlySpan<byte> text, ProfileFileKind kind)
    {
        _text = text;
        _kind = kind;
        _lines = new IniLines(Math.Max(16, text.Length / 128));
    }

    /// <summary>The target of an indented line.</summary>
    private enum Indented
    {
        OutsideOfSection,
        OutsideOfProperty,
        Value,
        SubProperties,
    }

    public readonly IniLines Lines => _lines;

    public readonly List<IniSection> Sections => _sections;

    public readonly List<IniProblem> Problems => _problems;

    public void Parse()
    {
        int position = _text.StartsWith("\uFEFF"u8) ? 3 : 0;
        int start = 0;
        while (start < _text.Length)
        {
            int newline = _text[start..].IndexOf((byte)'\n');
            int end = newline < 0 ? _text.Length : start + newline + 1;
            _lines.Add(Read(new ByteRange(position, end - position - (newline < 0 ? 0 : 1)), start, end));
            start = position = end;
        }

        CloseSection();
    }

    private IniLine Read(ByteRange content, int start, int end)
    {
        ByteRange trimmed = content.Trim(_text);
        if (trimmed.Length == 0)
        {
            return new IniLine { Kind = IniLineKind.Blank, Start = start, End = end };
        }

        byte first = _text[trimmed.Start];
        if (first is (byte)'#' or (byte)';')
        {
            return new IniLine { Kind = IniLineKind.Comment, Start = start, End = end, Value = trimmed };
        }

        if (first == (byte)'[')
        {
            return ReadHeader(trimmed, start, end);
        }

        return trimmed.Start > content.Start ? ReadIndented(trimmed, start, end) : ReadProperty(trimmed, start, end);
    }

    private IniLine ReadHeader(ByteRange line, int start, int end)
    {
        int bracket = line.Of(_text).IndexOf((byte)']');
        if (bracket < 0)
        {
            CloseSection();
            return WithoutMeaning("Profile definition must end with ']'", line.End, start, end, IniProblem.TornHeader);
        }

        ByteRange name = new ByteRange(line.Start + 1, bracket - 1).Trim(_text);
        CloseSection();
        if (!Utf8.IsValid(name.Of(_text)))
        {
            // Two such names could look the same, and one profile's key must never meet the other's token.
            return WithoutMeaning("The name in brackets is not UTF-8", name.Start, start, end, IniProblem.WrongBytes);
        }

        int hidden = Blank.IndexOfInvisible(name.Of(_text), out Rune character);
        if (hidden >= 0)
        {
            return WithoutMeaning(Hidden(character, "the name in brackets"), name.Start + hidden, start, end, IniProblem.PartOfText);
        }

        int lone = line.Of(_text)[bracket..].IndexOf((byte)'\r');
        if (lone >= 0)
        {
            return WithoutMeaning("A carriage return without a line feed is not a line end", line.Start + bracket + lone, start, end, IniProblem.LineEnd);
        }

        _sections.Add(SectionHeader.Read(name.Of(_text), _kind, _lines.Count));
        _indented = Indented.OutsideOfProperty;
        return new IniLine { Kind = IniLineKind.Section, Start = start, End = end, Name = name };
    }

    /// <summary>The following lines belong to no section, so they are put in one without meaning.</summary>
    private IniLine WithoutMeaning(string problem, int position, int start, int end, string reading)
    {
        _sections.Add(new IniSection(IniSectionType.Other, string.Empty, false, _lines.Count, _lines.Count + 1));
        _indented = Indented.OutsideOfProperty;
        return Problem(problem, position, start, end, reading);
    }

    private IniLine ReadProperty(ByteRange line, int start, int end)
    {
        if (_indented == Indented.OutsideOfSection)
        {
            return Problem("Expected a profile definition", line.Start, start, end);
        }

        int equals = line.Of(_text).IndexOf((byte)'=');
        ReadOnlySpan<byte> before = equals < 0 ? line.Of(_text) : line.Of(_text)[..equals];
        int colon = before.IndexOf((byte)':');
        if (colon > 0 && DecidingKeys.Contains(before[..colon]))
        {
            return Problem("Expected an '=' sign defining a property, found ':'", line.Start + colon, start, end, IniProblem.ReadWithColon);
        }

        if (equals < 0)
        {
            // Nothing but what Python alone takes for blanks is a line that all pass over.
            return Blank.IsPythons(line.Of(_text))
                ? new IniLine { Kind = IniLineKind.Blank, Start = start, End = end }
                : Problem("Expected an '=' sign defining a property", line.End, start, end);
        }

        ByteRange name = new ByteRange(line.Start, equals).Trim(_text);
        if (name.Length == 0)
        {
            return Problem("Property did not have a name", line.Start, start, end);
        }

        int hidden = Blank.IndexOfInvisible(name.Of(_text), out Rune character);
        if (hidden >= 0)
        {
            return Problem(Hidden(character, "the key"), name.Start + hidden, start, end, IniProblem.PartOfText);
        }

        ByteRange value = WithoutComment(new ByteRange(line.Start + equals + 1, line.Length - equals - 1));
        _indented = value.Length == 0 ? Indented.SubProperties : Indented.Value;
        return new IniLine { Kind = IniLineKind.Property, Start = start, End = end, Name = name, Value = value };
    }

    private IniLine ReadIndented(ByteRange line, int start, int end)
    {
        switch (_indented)
        {
            case Indented.OutsideOfSection:
                return Problem("Expected a profile definition, found continuation", line.Start, start, end);
            case Indented.SubProperties:
                return ReadSubProperty(line, start, end);
            case Indented.Value or Indented.OutsideOfProperty when LooksLikeProperty(line):
                // An indented key: JavaScript v3 and .NET read it as a key of its own, botocore as more of the value above.
                return ReadProperty(line, start, end);
            case Indented.Value:
                return new IniLine { Kind = IniLineKind.Continuation, Start = start, End = end, Value = line };
            default:
                return Problem("Expected a property definition, found continuation", line.Start, start, end);
        }
    }

    private readonly IniLine ReadSubProperty(ByteRange line, int start, int end)
    {
        int equals = line.Of(_text).IndexOf((byte)'=');
        if (equals < 0)
        {
            return Problem("Expected an '=' sign defining a sub-property", line.End, start, end);
        }

        ByteRange name = new ByteRange(line.Start, equals).Trim(_text);
        return name.Length == 0
            ? Problem("Sub-property did not have a name", line.Start, start, end)
            : new IniLine { Kind = IniLineKind.SubProperty, Start = start, End = end, Name = name, Value = line };
    }

    /// <summary>A letter first and no odd character before the equals sign, so that <c>--option=value</c> is none.</summary>
    private readonly bool LooksLikeProperty(ByteRange line)
    {
        ReadOnlySpan<byte> text = line.Of(_text);
        int equals = text.IndexOf((byte)'=');
        if (equals <= 0 || !char.IsAsciiLetter((char)text[0]))
        {
            return false;
        }

        foreach (byte character in text[..(equals - Blank.AtEnd(text[..equals]))])
        {
            if (!char.IsAsciiLetterOrDigit((char)character) && character is not ((byte)'_' or (byte)'-' or (byte)'.'))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Cuts a comment that white space precedes (<c>v # c</c>; in <c>v#c</c> there is none) and trims the rest.</summary>
    private readonly ByteRange WithoutComment(ByteRange value)
    {
        ReadOnlySpan<byte> text = value.Of(_text);
        for (int from = 0; from < text.Length;)
        {
            int mark = text[from..].IndexOfAny((byte)'#', (byte)';');
            if (mark < 0)
            {
                break;
            }

            int at = from + mark;
            if (at > 0 && Blank.AtEnd(text[..at]) > 0)
            {
                return (value with { Length = at }).Trim(_text);
            }

            from = at + 1;
        }

        return value.Trim(_text);
    }

    /// <summary>Names what can't be seen, by its number.</summary>
    internal static string Hidden(Rune character, string place) => $"There is an invisible character (U+{character.Value:X4}) in {place}";

    private readonly IniLine Problem(string message, int position, int start, int end, string reading = IniProblem.Refused)
    {
        _problems.Add(new IniProblem(message, _lines.Count + 1, position - start + 1, _sections.Count - 1, reading));
        return new IniLine { Kind = IniLineKind.Invalid, Start = start, End = end };
    }

    private readonly void CloseSection()
    {
        if (_sections.Count > 0)
        {
            _sections[^1] = _sections[^1] with { EndLine = _lines.Count };
        }
    }
}
