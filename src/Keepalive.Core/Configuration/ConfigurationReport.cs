namespace Keepalive.Configuration;

/// <summary>All settings as they count now, each with who says so.</summary>
public sealed class ConfigurationReport
{
    private ConfigurationReport(string? path, IReadOnlyList<EffectiveSetting> settings, IReadOnlyList<ConfigurationProblem> problems)
    {
        Path = path;
        Settings = settings;
        Problems = problems;
    }

    /// <summary>Where the configuration file is, or would be; null when no home is known.</summary>
    public string? Path { get; }

    /// <summary>Every setting, in the order of <see cref="ConfigurationSettings.All"/>.</summary>
    public IReadOnlyList<EffectiveSetting> Settings { get; }

    /// <summary>The ignored parts.</summary>
    public IReadOnlyList<ConfigurationProblem> Problems { get; }

    /// <summary>Reads all places.</summary>
    /// <param name="environment">The variables and the platform.</param>
    /// <param name="profile">The profile whose settings are wanted; null: what holds where a profile has none of its own.</param>
    /// <param name="clock">The time.</param>
    /// <exception cref="KeepaliveException">ConfigurationInvalid, PolicyInvalid.</exception>
    public static ConfigurationReport Make(SystemEnvironment environment, string? profile, TimeProvider clock)
    {
        ConfigurationLayers layers = ConfigurationFile.ReadLayers(environment, clock);
        KeepaliveConfiguration configuration = layers.Combine();
        configuration = profile is null ? configuration : configuration.For(profile);
        return new ConfigurationReport(
            ConfigurationFile.Locate(environment),
            [.. ConfigurationSettings.All.Select(setting => Describe(setting, layers, configuration, profile))],
            configuration.Problems);
    }

    /// <summary>One setting.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="KeepaliveException">SettingInvalid: there is none of this name.</exception>
    public EffectiveSetting Find(string name) => Settings.FirstOrDefault(setting => setting.Setting.Name == name) ?? throw Unknown(name);

    /// <summary>The setting as it counts, where a variable or the policy keeps the file from having its say; else null.</summary>
    /// <param name="name">Its name.</param>
    public EffectiveSetting? Overruled(string name) =>
        Settings.FirstOrDefault(setting => setting.Setting.Name == name && setting.Origin.Kind >= SettingOriginKind.Environment);

    internal static KeepaliveException Unknown(string name)
    {
        IReadOnlyList<string> near = NearestNames.Of(name, ConfigurationSettings.All.Select(setting => setting.Name));
        return KeepaliveErrors.SettingInvalid(
            name,
            $"'{name}' is not a setting of Keepalive",
            near.Count == 0 ? "'claude-aws config' (Get-ClaudeAwsConfiguration) lists all settings." : $"Did you mean '{near[0]}'? Names are case-sensitive.");
    }

    private static EffectiveSetting Describe(ConfigurationSetting setting, ConfigurationLayers layers, KeepaliveConfiguration configuration, string? profile)
    {
        string? value = setting.Read(configuration);

        // The strongest who says what counts: a policy that doesn't forbid leaves a user's own restriction in force.
        SettingAssignment? said = layers.Of(setting, profile).LastOrDefault(assignment => assignment.Value == value);
        return new EffectiveSetting(setting, value, said?.Origin ?? SettingOrigin.Default);
    }
}

/// <summary>A setting as it counts now.</summary>
/// <param name="Setting">The setting.</param>
/// <param name="Value">Its value as it would be in the file, without quotes; null: not set.</param>
/// <param name="Origin">Who says so.</param>
public sealed record EffectiveSetting(ConfigurationSetting Setting, string? Value, SettingOrigin Origin);
