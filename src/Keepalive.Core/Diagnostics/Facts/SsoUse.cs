using Keepalive.Aws.Profiles;
using Keepalive.IdentityCenter;

namespace Keepalive.Diagnostics.Facts;

/// <summary>How a profile signs in to IAM Identity Center, as it is written, faults included.</summary>
/// <param name="Profile">The profile.</param>
/// <param name="SessionName"><c>sso_session</c>; null for the older form.</param>
/// <param name="Section">The section of that name; null when there is none.</param>
/// <param name="Session">The same as a whole; null when a part is missing.</param>
/// <param name="Fault">Why there is no session, in a sentence; null when there is one.</param>
internal sealed record SsoUse(AwsProfile Profile, string? SessionName, ProfileSection? Section, SsoSession? Session, string? Fault)
{
    /// <summary>True if the profile itself contains the start URL.</summary>
    public bool IsLegacy => SessionName is null;

    public static SsoUse? Of(AwsProfile profile)
    {
        string? name = profile["sso_session"]?.Unquoted;
        if (name is null && profile["sso_start_url"] is null)
        {
            return null;
        }

        SsoSession? session = null;
        string? fault = null;
        try
        {
            session = SsoSession.Of(profile);
        }
        catch (KeepaliveException exception)
        {
            fault = exception.Message;
        }

        return new SsoUse(profile, name, name is null ? null : profile.FindSection(IniSectionType.SsoSession, name), session, fault);
    }

    /// <summary>A key of the section, or of the profile in the older form.</summary>
    public ProfileProperty? Find(string key) => IsLegacy ? Profile[key] : Section?.Properties.GetValueOrDefault(key);
}
