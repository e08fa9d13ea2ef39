using System.Text;

namespace Keepalive.Aws.Profiles;

/// <summary>Merges duplicates in a config or credentials file that have the same values.</summary>
internal static class IniMerge
{
    /// <summary>The index of the first section of the same header; the section's own where it is the first.</summary>
    public static int FirstOf(IniDocument document, int section)
    {
        IniSection second = document.Sections[section];
        return Enumerable.Range(0, section).Where(index => AreTwins(document.Sections[index], second)).DefaultIfEmpty(section).First();
    }

    /// <summary>No key of the second section has another value in the first, or in one of that header between them, which would then count.</summary>
    public static bool CanJoin(IniDocument document, int first, int second) =>
        IsPlain(document, first) && IsPlain(document, second)
        && Enumerable.Range(first, second - first).Where(index => AreTwins(document.Sections[index], document.Sections[second])).All(index => Agree(document, index, second));

    /// <summary>A section has a key several times, always with the same value.</summary>
    public static bool CanKeepOne(IniDocument document, int section, string key) =>
        Values(document, section).Where(pair => pair.Key == key).Select(pair => pair.Value).Distinct().Count() == 1;

    /// <summary>Joins what can be joined, and leaves the rest.</summary>
    public static IniDocument Apply(IniDocument document)
    {
        while (Step(document) is { } next)
        {
            document = next;
        }

        return document;
    }

    private static IniDocument? Step(IniDocument document)
    {
        for (int section = 0; section < document.Sections.Count; section++)
        {
            int first = FirstOf(document, section);
            if (first != section && CanJoin(document, first, section))
            {
                return Join(document, first, section);
            }

            foreach (IGrouping<string, IniPlace> places in IniPlace.In(document, section).GroupBy(place => IniPlace.KeyOf(document, place)))
            {
                if (places.Count() > 1 && CanKeepOne(document, section, places.Key))
                {
                    return document.Remove(places.First());
                }
            }
        }

        return null;
    }

    /// <summary>The lines of the second go to the end of the first, but for its header and what the first has too.</summary>
    private static IniDocument Join(IniDocument document, int first, int second)
    {
        ReadOnlySpan<byte> text = document.Content.Span;
        HashSet<string> known = [.. Values(document, first).Select(pair => pair.Key)];
        HashSet<int> dropped =
        [
            .. IniPlace.In(document, second).Where(place => known.Contains(IniPlace.KeyOf(document, place))).SelectMany(place => Enumerable.Range(place.First, place.End - place.First)),
        ];
        int last = document.LastOwnLine(second);
        var moved = new StringBuilder();
        for (int line = document.Sections[second].HeaderLine + 1; line <= last; line++)
        {
            if (!dropped.Contains(line))
            {
                moved.Append(Encoding.UTF8.GetString(text[document.Lines[line].Start..document.Lines[line].End]));
            }
        }

        if (moved.Length > 0 && moved[^1] != '\n')
        {
            moved.Append(document.LineEnd());
        }

        int header = document.Lines[document.Sections[second].HeaderLine].Start;
        int at = document.Lines[document.LastOwnLine(first)].End;
        return document.Splice(header, document.Lines[last].End, string.Empty).Splice(at, at, moved.ToString());
    }

    private static bool Agree(IniDocument document, int first, int second) =>
        !Values(document, first).Join(Values(document, second), pair => pair.Key, pair => pair.Key, (one, other) => one.Value != other.Value).Any(differ => differ);

    private static bool AreTwins(IniSection one, IniSection other) => one.Type == other.Type && one.Name == other.Name && one.HasPrefix == other.HasPrefix;

    /// <summary>All lines are valid.</summary>
    private static bool IsPlain(IniDocument document, int section)
    {
        List<IniProblem> problems = [];
        document.PropertiesOf(section, problems);
        return problems.Count == 0 && !document.ProblemsOf(section).Any();
    }

    private static IEnumerable<KeyValuePair<string, string>> Values(IniDocument document, int section) =>
        document.PropertiesOf(section, []).Select(property => KeyValuePair.Create(property.Name, property.Value));
}
