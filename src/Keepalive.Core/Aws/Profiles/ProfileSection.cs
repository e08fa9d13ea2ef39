namespace Keepalive.Aws.Profiles;

/// <summary>The part of a profile in one of the two files: all sections of that name, merged, with the last value.</summary>
public sealed class ProfileSection
{
    private readonly Dictionary<string, ProfileProperty> _properties = new(StringComparer.Ordinal);
    private readonly List<IniComment> _comments = [];
    private readonly List<IniProblem> _problems = [];

    private ProfileSection(ProfileFile file) => File = file;

    /// <summary>The file.</summary>
    public ProfileFile File { get; }

    /// <summary>The properties by name, in lower case.</summary>
    public IReadOnlyDictionary<string, ProfileProperty> Properties => _properties;

    /// <summary>The comment lines without their marks, and their line numbers (from 1).</summary>
    public IReadOnlyList<IniComment> Comments => _comments;

    /// <summary>The invalid lines of this profile.</summary>
    public IReadOnlyList<IniProblem> Problems => _problems;

    /// <summary>The line of the last header of that name, from 1.</summary>
    internal int HeaderLine { get; private set; }

    /// <summary>The file ends with this profile, so that a writer may not have come to the end of it yet.</summary>
    public bool IsLastInFile { get; private set; }

    /// <summary>The file's last line belongs to this profile and has no line end.</summary>
    public bool EndsInsideLine => IsLastInFile && File.Document.EndsInsideLine;

    /// <summary>Collects a profile's sections; null when the file has none of that name.</summary>
    /// <param name="file">The file.</param>
    /// <param name="name">The profile's name; upper and lower case differ.</param>
    /// <param name="type">The kind of section.</param>
    internal static ProfileSection? Find(ProfileFile file, string name, IniSectionType type = IniSectionType.Profile) => Merge(file, file.Document.SectionsOf(type, name));

    /// <summary>All profiles of a file by name, in the file's order.</summary>
    /// <param name="file">The file.</param>
    internal static OrderedProfiles All(ProfileFile file) => new(
        [.. file.Document.Sections.Where(static section => section is { Type: IniSectionType.Profile, Name.Length: > 0 }).Select(static section => section.Name).Distinct(StringComparer.Ordinal)],
        name => Find(file, name));

    private static ProfileSection? Merge(ProfileFile file, List<int> indexes)
    {
        IReadOnlyList<IniSection> sections = file.Document.Sections;
        if (file.Document.Kind == ProfileFileKind.Config && indexes.Count > 1 && sections[indexes[0]].Name == "default"
            && indexes.Any(index => sections[index].HasPrefix))
        {
            // [profile default] makes every [default] of the config file void (published parser cases).
            indexes = indexes.FindAll(index => sections[index].HasPrefix);
        }

        if (indexes.Count == 0)
        {
            return null;
        }

        var merged = new ProfileSection(file);
        indexes.ForEach(merged.Add);
        return merged;
    }

    private void Add(int index)
    {
        IniDocument document = File.Document;
        foreach (IniProperty property in document.PropertiesOf(index, _problems))
        {
            _properties[property.Name] = new ProfileProperty(property.Value, File.Path, property.Line);
        }

        _comments.AddRange(document.CommentsOf(index));
        _problems.AddRange(document.ProblemsOf(index));
        HeaderLine = document.Sections[index].HeaderLine + 1;
        IsLastInFile = index == document.Sections.Count - 1;
    }
}

/// <summary>The profiles of one file: their names in order, and each one's section on demand.</summary>
/// <param name="Names">Each name once.</param>
/// <param name="Find">Gives a section, or null.</param>
internal sealed record OrderedProfiles(IReadOnlyList<string> Names, Func<string, ProfileSection?> Find);
