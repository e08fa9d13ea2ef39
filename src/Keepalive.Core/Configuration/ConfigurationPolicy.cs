using Keepalive.Profiles;

namespace Keepalive.Configuration;

/// <summary>The administrator's settings for all users. No file and no variable of a user overrides them.</summary>
/// <param name="Path">The file that says so.</param>
public sealed record ConfigurationPolicy(string Path)
{
    /// <summary>The only profile that is ever used; null: any.</summary>
    public string? Profile { get; init; }

    /// <summary>The profile with the policy that pins it; null where it pins none.</summary>
    public PinnedProfile? PinnedProfile => Profile is null ? null : new(Profile, Path);

    /// <summary>The only way to sign in; null: any.</summary>
    public LoginFlow? LoginFlow { get; init; }

    /// <summary>Automatic login is forbidden.</summary>
    public bool ForbidAutoLogin { get; init; }

    /// <summary>No seed of one-time codes is kept beside its password.</summary>
    public bool ForbidStoredTotpSeeds { get; init; }

    /// <summary>The policy in what it says. A restriction that it doesn't make may still be a user's own.</summary>
    internal static ConfigurationPolicy Of(string path, IEnumerable<SettingAssignment> assignments)
    {
        var policy = new ConfigurationPolicy(path);
        KeepaliveConfiguration said = KeepaliveConfiguration.Default;
        foreach (SettingAssignment assignment in assignments)
        {
            said = assignment.ApplyTo(said);
            policy = assignment.Setting.Name == "loginFlow" ? policy with { LoginFlow = said.LoginFlow } : policy;
        }

        return policy with { Profile = said.Profile, ForbidAutoLogin = said.ForbidAutoLogin, ForbidStoredTotpSeeds = said.ForbidStoredTotpSeeds };
    }

    internal KeepaliveConfiguration ImposeOn(KeepaliveConfiguration configuration) => configuration with
    {
        Policy = this,
        Profile = Profile ?? configuration.Profile,
        LoginFlow = LoginFlow ?? configuration.LoginFlow,
        ForbidAutoLogin = ForbidAutoLogin || configuration.ForbidAutoLogin,
        ForbidStoredTotpSeeds = ForbidStoredTotpSeeds || configuration.ForbidStoredTotpSeeds,
    };
}
