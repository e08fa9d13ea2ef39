using Keepalive.Aws.Profiles;

namespace Keepalive.Configuration;

/// <summary>
/// The administrator's settings for all users. No file and no variable of a user overrides them. The table says which settings it can have, and how each
/// is enforced (<see cref="ConfigurationSetting.Policy"/>).
/// </summary>
/// <param name="Path">The file that says so.</param>
public sealed record ConfigurationPolicy(string Path)
{
    /// <summary>The only profile that is ever used; null: any.</summary>
    public string? Profile => ValueOf(ConfigurationSettings.ProfileName);

    /// <summary>The profile with the policy that pins it; null where it pins none.</summary>
    public PinnedProfile? PinnedProfile => Profile is { } profile ? new(profile, Path) : null;

    /// <summary>The settings that no user can override.</summary>
    internal IReadOnlyList<SettingAssignment> Enforced { get; private init; } = [];

    /// <summary>The value that it enforces, in the normal form; null where it leaves a setting to others.</summary>
    /// <param name="setting">The setting's name.</param>
    public string? ValueOf(string setting)
    {
        foreach (SettingAssignment assignment in Enforced)
        {
            if (assignment.Setting.Name == setting)
            {
                return assignment.Value;
            }
        }

        return null;
    }

    /// <summary>The policy in what it says.</summary>
    internal static ConfigurationPolicy Of(string path, IReadOnlyList<SettingAssignment> said) => new(path)
    {
        Enforced = [.. said.Where(static assignment => assignment.Setting.Policy == PolicyForce.Value || assignment.Value != assignment.Setting.Default)],
    };

    internal KeepaliveConfiguration ImposeOn(KeepaliveConfiguration configuration)
    {
        configuration = configuration with { Policy = this };
        foreach (SettingAssignment assignment in Enforced)
        {
            configuration = assignment.ApplyTo(configuration);
        }

        return configuration;
    }
}
