namespace Keepalive.Aws.Profiles;

/// <summary>The place of a key: its own line, and the indented ones that continue its value.</summary>
/// <param name="Section">The index of its section.</param>
/// <param name="First">The index of its line.</param>
/// <param name="End">One past the index of its last line.</param>
internal readonly record struct IniPlace(int Section, int First, int End)
{
    /// <summary>Every place of a key in the sections of a name, in order: the last one counts.</summary>
    public static IEnumerable<IniPlace> All(IniDocument document, IniSectionType type, string name, string key)
    {
        foreach (int section in SectionsOf(document, type, name))
        {
            foreach (IniPlace place in In(document, section))
            {
                if (KeyOf(document, place) == key)
                {
                    yield return place;
                }
            }
        }
    }

    /// <summary>Every key of one section.</summary>
    public static IEnumerable<IniPlace> In(IniDocument document, int section)
    {
        IniSection where = document.Sections[section];
        for (int line = where.HeaderLine + 1; line < where.EndLine; line++)
        {
            if (document.Lines[line].Kind == IniLineKind.Property)
            {
                int end = line + 1;
                while (end < where.EndLine && document.Lines[end].Kind is IniLineKind.Continuation or IniLineKind.SubProperty)
                {
                    end++;
                }

                yield return new IniPlace(section, line, end);
            }
        }
    }

    /// <summary>The sections of a name that count: <c>[profile default]</c> makes every <c>[default]</c> of the config file void.</summary>
    public static IReadOnlyList<int> SectionsOf(IniDocument document, IniSectionType type, string name)
    {
        List<int> found = [.. Enumerable.Range(0, document.Sections.Count).Where(index => document.Sections[index] is var section && section.Type == type && section.Name == name)];
        return name == "default" && found.Exists(index => document.Sections[index].HasPrefix)
            ? found.FindAll(index => document.Sections[index].HasPrefix)
            : found;
    }

    /// <summary>The key in lower case, as it counts.</summary>
    public static string KeyOf(IniDocument document, IniPlace place) =>
        System.Text.Encoding.UTF8.GetString(document.Lines[place.First].Name.Of(document.Content.Span)).ToLowerInvariant();
}
