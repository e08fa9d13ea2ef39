namespace Keepalive.Configuration;

/// <summary>The content of a file of settings.</summary>
/// <param name="Settings">The settings that hold for every profile.</param>
/// <param name="Profiles">Those of single profiles, by name.</param>
/// <param name="Problems">The ignored parts.</param>
internal sealed record ParsedConfiguration(
    IReadOnlyList<SettingAssignment> Settings,
    IReadOnlyDictionary<string, IReadOnlyList<SettingAssignment>> Profiles,
    IReadOnlyList<ConfigurationProblem> Problems)
{
    public static ParsedConfiguration Empty { get; } = new([], new Dictionary<string, IReadOnlyList<SettingAssignment>>(), []);

    /// <summary>Reads a file's text. Here and not in the parser, whose very name would load the JSON library where no file is.</summary>
    /// <exception cref="KeepaliveException">ConfigurationInvalid, PolicyInvalid.</exception>
    public static ParsedConfiguration Parse(ReadOnlySpan<byte> content, string path, bool isPolicy) => ConfigurationParser.Parse(content, path, isPolicy);
}
