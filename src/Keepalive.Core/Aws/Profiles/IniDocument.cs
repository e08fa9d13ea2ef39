using System.Text;

namespace Keepalive.Aws.Profiles;

/// <summary>
/// A config or credentials file without loss: <see cref="Content"/> is the file, <see cref="Lines"/> and
/// <see cref="Sections"/> are views into it. Text is made only for requested sections.
/// Sources: the AWS SDKs' published parser cases; https://docs.aws.amazon.com/sdkref/latest/guide/file-format.html
/// </summary>
public sealed class IniDocument
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>A command for one profile searches a few times, one for all profiles some thousand times.</summary>
    private const int SearchesWithoutIndex = 16;

    private Dictionary<string, List<int>>? _sectionsByName;
    private int _searches;

    private IniDocument(ReadOnlyMemory<byte> content, ProfileFileKind kind, IniParser parsed)
    {
        Content = content;
        Kind = kind;
        Lines = parsed.Lines;
        Sections = parsed.Sections;
        Problems = parsed.Problems;
    }

    /// <summary>The file's bytes, unchanged.</summary>
    public ReadOnlyMemory<byte> Content { get; }

    /// <summary>Which header rules apply.</summary>
    public ProfileFileKind Kind { get; }

    /// <summary>Every physical line, in order.</summary>
    public IniLines Lines { get; }

    /// <summary>Every section, in order; duplicates stand as often as they are in the file.</summary>
    public IReadOnlyList<IniSection> Sections { get; }

    /// <summary>The invalid lines.</summary>
    public IReadOnlyList<IniProblem> Problems { get; }

    /// <summary>The last line has no line end: a program may still be writing it.</summary>
    public bool EndsInsideLine => Content.Length > 0 && Content.Span[^1] != (byte)'\n';

    /// <summary>Parses; never throws, whatever the bytes are.</summary>
    /// <param name="content">The file's bytes; kept, not copied.</param>
    /// <param name="kind">Which header rules apply.</param>
    public static IniDocument Parse(ReadOnlyMemory<byte> content, ProfileFileKind kind)
    {
        var parser = new IniParser(content.Span, kind);
        parser.Parse();
        return new IniDocument(content, kind, parser);
    }

    /// <summary>The properties of one section, in order, duplicates included (the last one counts).</summary>
    /// <param name="section">The section's index.</param>
    /// <param name="problems">Takes the values that are no text.</param>
    public List<IniProperty> PropertiesOf(int section, ICollection<IniProblem> problems)
    {
        ReadOnlySpan<byte> text = Content.Span;
        IniSection where = Sections[section];
        List<IniProperty> properties = [];
        bool ignored = false;
        for (int index = where.HeaderLine + 1; index < where.EndLine; index++)
        {
            IniLine line = Lines[index];
            switch (line.Kind)
            {
                case IniLineKind.Property:
                    ReadOnlySpan<byte> name = line.Name.Of(text);
                    ignored = !IsPropertyName(name);
                    if (!ignored && Decode(line.Value, index, section, problems) is { } value)
                    {
                        string key = Encoding.ASCII.GetString(name).ToLowerInvariant();
                        if (!DecidingKeys.Contains(key) || IsSeen(line.Value, index, section, problems))
                        {
                            properties.Add(new IniProperty(key, value, index + 1));
                        }
                    }

                    break;
                case IniLineKind.Continuation or IniLineKind.SubProperty when !ignored && properties.Count > 0:
                    if (Decode(line.Value, index, section, problems) is { } more)
                    {
                        properties[^1] = properties[^1] with { Value = $"{properties[^1].Value}\n{more}" };
                    }

                    break;
            }
        }

        return properties;
    }

    /// <summary>The comment lines of one section without their marks, with their line numbers (from 1).</summary>
    /// <param name="section">The section's index.</param>
    public IEnumerable<IniComment> CommentsOf(int section)
    {
        IniSection where = Sections[section];
        for (int index = where.HeaderLine + 1; index < where.EndLine; index++)
        {
            if (Lines[index].Kind == IniLineKind.Comment)
            {
                string text = Encoding.UTF8.GetString(Lines[index].Value.Of(Content.Span));
                yield return new IniComment(text.TrimStart('#', ';').Trim(), index + 1);
            }
        }
    }

    /// <summary>The indexes of the sections of one kind and name, in the file's order.</summary>
    /// <param name="type">The kind.</param>
    /// <param name="name">The name; upper and lower case differ.</param>
    internal List<int> SectionsOf(IniSectionType type, string name)
    {
        if (_sectionsByName is null && ++_searches > SearchesWithoutIndex)
        {
            _sectionsByName = IndexSections();
        }

        List<int> found = [];
        if (_sectionsByName is null)
        {
            for (int index = 0; index < Sections.Count; index++)
            {
                if (Sections[index].Type == type && Sections[index].Name == name)
                {
                    found.Add(index);
                }
            }
        }
        else if (_sectionsByName.TryGetValue(name, out List<int>? indexes))
        {
            foreach (int index in indexes)
            {
                if (Sections[index].Type == type)
                {
                    found.Add(index);
                }
            }
        }

        return found;
    }

    /// <summary>The problems of one section. They are in the order of their lines, so this needs no search through all.</summary>
    /// <param name="section">The section's index.</param>
    internal IEnumerable<IniProblem> ProblemsOf(int section)
    {
        int low = 0;
        for (int high = Problems.Count; low < high;)
        {
            int middle = (low + high) / 2;
            (low, high) = Problems[middle].Section < section ? (middle + 1, high) : (low, middle);
        }

        for (; low < Problems.Count && Problems[low].Section == section; low++)
        {
            yield return Problems[low];
        }
    }

    private Dictionary<string, List<int>> IndexSections()
    {
        var indexes = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        for (int index = 0; index < Sections.Count; index++)
        {
            if (!indexes.TryGetValue(Sections[index].Name, out List<int>? found))
            {
                indexes[Sections[index].Name] = found = [];
            }

            found.Add(index);
        }

        return indexes;
    }

    private static bool IsPropertyName(ReadOnlySpan<byte> name)
    {
        foreach (byte character in name)
        {
            if (!ProfileName.IsPortable((char)character))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>False for a value with an invisible character that no tool removes.</summary>
    private bool IsSeen(ByteRange value, int lineIndex, int section, ICollection<IniProblem> problems)
    {
        int hidden = Blank.IndexOfInvisible(value.Of(Content.Span), out Rune character);
        if (hidden >= 0)
        {
            problems.Add(new IniProblem(
                IniParser.Hidden(character, "the value"), lineIndex + 1, value.Start - Lines[lineIndex].Start + 1 + hidden, section, IniProblem.PartOfText));
        }

        return hidden < 0;
    }

    private string? Decode(ByteRange value, int lineIndex, int section, ICollection<IniProblem> problems)
    {
        ReadOnlySpan<byte> bytes = value.Of(Content.Span);
        int column = value.Start - Lines[lineIndex].Start + 1;
        int nul = bytes.IndexOf((byte)0);
        if (nul >= 0)
        {
            problems.Add(new IniProblem("The value contains a NUL byte", lineIndex + 1, column + nul, section, IniProblem.PartOfText));
            return null;
        }

        try
        {
            return StrictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException invalid)
        {
            problems.Add(new IniProblem("The value is not UTF-8", lineIndex + 1, column + invalid.Index, section, IniProblem.WrongBytes));
            return null;
        }
    }
}

/// <summary>
/// One physical line as ranges of the document's bytes, its line end included, so that all lines together are the
/// document again and a writer can replace one value and nothing else. A struct of numbers, because a credentials
/// file may hold a hundred thousand of them and the caller wants five.
/// </summary>
public readonly record struct IniLine
{
    /// <summary>The kind of the line.</summary>
    public required IniLineKind Kind { get; init; }

    /// <summary>The first byte of the line.</summary>
    public required int Start { get; init; }

    /// <summary>One past the line end (or the document's end).</summary>
    public required int End { get; init; }

    /// <summary>A section's name between the brackets, or a property's key; trimmed.</summary>
    public ByteRange Name { get; init; }

    /// <summary>A property's or continuation's value; trimmed, without a trailing comment.</summary>
    public ByteRange Value { get; init; }
}

/// <summary>A comment of a section.</summary>
/// <param name="Text">The text without its marks.</param>
/// <param name="Line">The line, counted from 1.</param>
public sealed record IniComment(string Text, int Line);

/// <summary>Which of the two shared files a document is: their section headers follow different rules.</summary>
public enum ProfileFileKind
{
    /// <summary><c>~/.aws/config</c>: <c>[default]</c>, <c>[profile name]</c>, <c>[sso-session name]</c>, <c>[services name]</c>.</summary>
    Config,

    /// <summary><c>~/.aws/credentials</c>: <c>[name]</c>.</summary>
    Credentials,
}
