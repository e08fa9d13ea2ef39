using Keepalive.Aws.Profiles;

namespace Keepalive.IdentityCenter;

/// <summary>The role that a profile gets from IAM Identity Center.</summary>
/// <param name="Profile">The profile.</param>
/// <param name="Session">Where it is signed in.</param>
/// <param name="AccountId"><c>sso_account_id</c>.</param>
/// <param name="RoleName"><c>sso_role_name</c>.</param>
internal sealed record SsoRole(string Profile, SsoSession Session, string AccountId, string RoleName)
{
    /// <exception cref="KeepaliveException">SsoConfigurationInvalid: a key is missing.</exception>
    public static SsoRole Of(AwsProfile profile) => new(
        profile.Name, SsoSession.Of(profile)!, Required(profile, "sso_account_id"), Required(profile, "sso_role_name"));

    public override string ToString() => $"role {RoleName} in account {AccountId}, signed in to '{Session.DisplayName}'";

    private static string Required(AwsProfile profile, string key) =>
        profile[key] is { Unquoted: { Length: > 0 } value } property
            ? WireText.IsToken(value) ? value : throw KeepaliveErrors.SsoConfigurationInvalid(profile.Name, $"{key}, {property}, contains a character that can't be sent")
            : throw KeepaliveErrors.SsoConfigurationInvalid(profile.Name, $"{key} is missing");
}
