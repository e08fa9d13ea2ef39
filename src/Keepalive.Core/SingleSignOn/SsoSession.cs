using Keepalive.Profiles;

namespace Keepalive.SingleSignOn;

/// <summary>
/// Which IAM Identity Center a profile signs in to: an <c>[sso-session]</c> section, or the older form inside the profile.
/// Source: https://docs.aws.amazon.com/sdkref/latest/guide/feature-sso-credentials.html
/// </summary>
/// <param name="Name">The session's name; null for the older form.</param>
/// <param name="StartUrl"><c>sso_start_url</c> exactly as written: the cache's file name depends on every character.</param>
/// <param name="Region"><c>sso_region</c>.</param>
/// <param name="Scopes"><c>sso_registration_scopes</c>; <c>sso:account:access</c> when not given.</param>
public sealed record SsoSession(string? Name, string StartUrl, string Region, IReadOnlyList<string> Scopes)
{
    /// <summary>What a person calls it.</summary>
    public string DisplayName => Name ?? StartUrl;

    /// <summary>SHA-1, in lower-case hex, of the session's name, else of the start URL: as every AWS tool names the token file.</summary>
    public string CacheKey => CacheFileName.Of(DisplayName);

    /// <summary>The session that a profile names, or null when it names none.</summary>
    /// <param name="profile">The profile.</param>
    /// <exception cref="KeepaliveException">SsoConfigurationInvalid: the section or a key is missing.</exception>
    public static SsoSession? Of(AwsProfile profile)
    {
        if (profile["sso_session"] is { Value: var name })
        {
            ProfileSection section = profile.FindSection(IniSectionType.SsoSession, name)
                ?? throw KeepaliveErrors.SsoConfigurationInvalid(profile.Name, $"there is no section [sso-session {name}]");
            return new SsoSession(name, Required(section, "sso_start_url"), Required(section, "sso_region"), ReadScopes(section));
        }

        return profile["sso_start_url"] is { Value: var startUrl }
            ? new SsoSession(null, startUrl, profile["sso_region"]?.Value ?? throw Missing("sso_region"), ["sso:account:access"])
            : null;

        string Required(ProfileSection section, string key) =>
            section.Properties.GetValueOrDefault(key) is { Value.Length: > 0 } property ? property.Value : throw Missing(key);

        KeepaliveException Missing(string key) => KeepaliveErrors.SsoConfigurationInvalid(profile.Name, $"{key} is missing");
    }

    private static string[] ReadScopes(ProfileSection section) =>
        section.Properties.GetValueOrDefault("sso_registration_scopes") is { Value.Length: > 0 } scopes
            ? scopes.Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            : ["sso:account:access"];
}
