using Keepalive.Aws.AccessKeys;
using Keepalive.Aws.Profiles;
using Keepalive.Tokens;

namespace Keepalive.IdentityCenter;

/// <summary>
/// Which IAM Identity Center a profile signs in to: an <c>[sso-session]</c> section, or the older form inside the profile.
/// Source: https://docs.aws.amazon.com/sdkref/latest/guide/feature-sso-credentials.html
/// </summary>
/// <param name="Name">The session's name; null for the older form.</param>
/// <param name="StartUrl"><c>sso_start_url</c>, as the service is told it.</param>
/// <param name="Region"><c>sso_region</c>.</param>
/// <param name="Scopes"><c>sso_registration_scopes</c>; <c>sso:account:access</c> when not given.</param>
public sealed record SsoSession(string? Name, string StartUrl, string Region, IReadOnlyList<string> Scopes) : SignInSession
{
    private static readonly string[] s_otherSources = [.. CredentialSources.KeysBeside(CredentialSourceKind.SingleSignOn)];

    /// <summary>
    /// <c>sso_start_url</c> as it is written, if it had to be corrected: the cache's file name depends on every character, and the other tools use
    /// the uncorrected text.
    /// </summary>
    internal string? WrittenUrl { get; init; }

    /// <inheritdoc/>
    public override string DisplayName => Name ?? WrittenUrl ?? StartUrl;

    internal override string StateFolder => StatePaths.SingleSignOn;

    internal override string FileKey => CacheKey;

    /// <summary>SHA-1, in lower-case hex, of the session's name, else of the start URL: as every AWS tool names the token file.</summary>
    public string CacheKey => CacheFileName.Of(DisplayName);

    /// <summary>
    /// IAM Identity Center serves the profile: it names a session and a role in it. One of the keys beside another source claims nothing, as
    /// in botocore; where there is no other source it is an attempt that has to be told what is missing.
    /// </summary>
    /// <param name="profile">The profile.</param>
    internal static bool Serves(AwsProfile profile) =>
        (profile["sso_session"] ?? profile["sso_start_url"]) is not null
        && ((profile["sso_account_id"] ?? profile["sso_role_name"]) is not null || !s_otherSources.Any(key => profile[key] is not null));

    /// <summary>The session that a profile names, or null when it names none.</summary>
    /// <param name="profile">The profile.</param>
    /// <exception cref="KeepaliveException">SsoConfigurationInvalid: the section or a key is missing.</exception>
    public static SsoSession? Of(AwsProfile profile)
    {
        if (profile["sso_session"] is { Unquoted: var name })
        {
            ProfileSection section = profile.FindSection(IniSectionType.SsoSession, name)
                ?? throw KeepaliveErrors.SsoConfigurationInvalid(profile.Name, $"there is no section [sso-session {name}]");
            return new SsoSession(name, StartUrlOf(Required(section, "sso_start_url")), Region(Required(section, "sso_region"), section.Properties["sso_region"]), ReadScopes(section));
        }

        if (profile["sso_start_url"] is not { } property)
        {
            return null;
        }

        string startUrl = StartUrlOf(property.Unquoted);
        return new SsoSession(null, startUrl, profile["sso_region"] is { Unquoted: { Length: > 0 } region } place ? Region(region, place) : throw Missing("sso_region"), ["sso:account:access"])
        {
            WrittenUrl = startUrl == property.Value ? null : property.Value,
        };

        string StartUrlOf(string written) => PortalUrl.Mend(written) is var url && PortalUrl.FindFault(url) is { } fault
            ? throw KeepaliveErrors.SsoConfigurationInvalid(profile.Name, $"sso_start_url {fault}")
            : url;

        string Required(ProfileSection section, string key) =>
            section.Properties.GetValueOrDefault(key) is { Unquoted: { Length: > 0 } value } ? value : throw Missing(key);

        // It becomes a part of the host that is given the token.
        string Region(string text, ProfileProperty place) => WireText.IsRegion(text) ? text
            : throw KeepaliveErrors.SsoConfigurationInvalid(profile.Name, $"sso_region, {place}, is not a region: a region has only letters, digits and hyphens");

        KeepaliveException Missing(string key) => KeepaliveErrors.SsoConfigurationInvalid(profile.Name, $"{key} is missing");
    }

    private static string[] ReadScopes(ProfileSection section) =>
        section.Properties.GetValueOrDefault("sso_registration_scopes")?.Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) is [_, ..] scopes
            ? scopes
            : ["sso:account:access"];
}
