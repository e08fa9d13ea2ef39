namespace Keepalive.Configuration;

/// <summary>Everything that has a say in our settings, the weakest first.</summary>
/// <param name="File">The configuration file.</param>
/// <param name="Environment">The variables.</param>
/// <param name="Policy">The policy file; null when there is none.</param>
/// <param name="Problems">The ignored parts.</param>
internal sealed record ConfigurationLayers(
    ParsedConfiguration File,
    IReadOnlyList<SettingAssignment> Environment,
    IReadOnlyList<SettingAssignment>? Policy,
    IReadOnlyList<ConfigurationProblem> Problems)
{
    private readonly ConfigurationPolicy? _policy = Policy is { } said
        ? ConfigurationPolicy.Of(said.Count == 0 ? string.Empty : said[0].Origin.Place, said)
        : null;

    /// <summary>The settings that hold where no profile has its own.</summary>
    public KeepaliveConfiguration Combine()
    {
        KeepaliveConfiguration configuration = KeepaliveConfiguration.Default with
        {
            Problems = Problems,
            Layers = File.Profiles.Count == 0 ? null : this,
        };
        return Above(Apply(File.Settings, configuration));
    }

    /// <summary>The settings with those of one profile over them, and over those again what is stronger.</summary>
    public KeepaliveConfiguration For(string profile, KeepaliveConfiguration configuration) =>
        File.Profiles.TryGetValue(profile, out IReadOnlyList<SettingAssignment>? own) ? Above(Apply(own, configuration)) : configuration;

    /// <summary>All values of one setting, the one with the lowest priority first.</summary>
    public IEnumerable<SettingAssignment> Of(ConfigurationSetting setting, string? profile) => File.Settings
        .Concat(profile is null ? [] : File.Profiles.GetValueOrDefault(profile) ?? [])
        .Concat(Environment)
        .Concat(Policy ?? [])
        .Where(assignment => assignment.Setting == setting);

    private KeepaliveConfiguration Above(KeepaliveConfiguration configuration)
    {
        configuration = Apply(Environment, configuration);
        return _policy?.ImposeOn(configuration) ?? configuration;
    }

    private static KeepaliveConfiguration Apply(IReadOnlyList<SettingAssignment> assignments, KeepaliveConfiguration configuration)
    {
        foreach (SettingAssignment assignment in assignments)
        {
            configuration = assignment.ApplyTo(configuration);
        }

        return configuration;
    }
}
