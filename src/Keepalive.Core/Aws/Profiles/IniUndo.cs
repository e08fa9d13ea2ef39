namespace Keepalive.Aws.Profiles;

/// <summary>
/// Removes a change from a file that was changed again since: of all values that differ before and after the change, those are restored
/// that are still as the change left them. Values that were changed again are kept.
/// </summary>
internal static class IniUndo
{
    /// <param name="now">The file as it is.</param>
    /// <param name="before">As it was before the change.</param>
    /// <param name="after">As the change left it.</param>
    /// <param name="kept">Receives the names of values that were changed again.</param>
    public static IniDocument Apply(IniDocument now, IniDocument before, IniDocument after, ICollection<string> kept)
    {
        Dictionary<Key, string> old = Values(before);
        Dictionary<Key, string> changed = Values(after);
        Dictionary<Key, string> present = Values(now);
        foreach (Key key in changed.Keys.Union(old.Keys))
        {
            string? value = old.GetValueOrDefault(key);
            string? ours = changed.GetValueOrDefault(key);
            if (value == ours)
            {
                continue;
            }

            if (present.GetValueOrDefault(key) != ours || value?.Contains('\n') == true)
            {
                kept.Add($"{key.Name} of [{key.Section}]");
                continue;
            }

            now = value is null ? now.Remove(key.Type, key.Section, key.Name) : now.Set(key.Type, key.Section, key.Name, value);
        }

        return RemoveEmpty(now, before, after);
    }

    /// <summary>A section that was made goes when nothing is left in it, with the blank line that came with it.</summary>
    private static IniDocument RemoveEmpty(IniDocument now, IniDocument before, IniDocument after)
    {
        foreach (IniSection made in after.Sections.Where(section => !Has(before, section)))
        {
            if (IniPlace.SectionsOf(now, made.Type, made.Name) is [var index] && now.LastOwnLine(index) == now.Sections[index].HeaderLine)
            {
                int header = now.Sections[index].HeaderLine;
                int first = header > 0 && now.Lines[header - 1].Kind == IniLineKind.Blank ? header - 1 : header;
                now = now.Splice(now.Lines[first].Start, now.Lines[header].End, string.Empty);
            }
        }

        return now;
    }

    private static bool Has(IniDocument document, IniSection section) => document.Sections.Any(one => one.Type == section.Type && one.Name == section.Name);

    private static Dictionary<Key, string> Values(IniDocument document)
    {
        Dictionary<Key, string> values = [];
        for (int index = 0; index < document.Sections.Count; index++)
        {
            foreach (IniProperty property in document.PropertiesOf(index, []))
            {
                values[new Key(document.Sections[index].Type, document.Sections[index].Name, property.Name)] = property.Value;
            }
        }

        return values;
    }

    private readonly record struct Key(IniSectionType Type, string Section, string Name);
}
