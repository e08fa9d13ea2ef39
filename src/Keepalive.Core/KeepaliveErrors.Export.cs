using Keepalive.Credentials;
using Keepalive.Profiles;

namespace Keepalive;

/// <content>What keeps a credential from being given away.</content>
public static partial class KeepaliveErrors
{
    internal static KeepaliveException CredentialRevoked(string profile, string maskedAccessKeyId, CredentialSourceKind? source = null) => new(
        KeepaliveErrorCode.CredentialRevoked,
        $"AWS no longer takes the key {maskedAccessKeyId} of profile '{profile}', though its time is not over, and its source has no other.",
        source switch
        {
            CredentialSourceKind.SingleSignOn => $"Sign in again: {LoginCommand}, with --profile {profile} where it is not the one in use.",
            CredentialSourceKind.CredentialProcess => $"Sign in again with the program that its credential_process runs, or whatever that program takes its keys from.",
            CredentialSourceKind.Environment => "Set new keys in the environment, or take the variables away and use a profile.",
            null => $"Sign in again: {LoginCommand} for IAM Identity Center, else the tool that writes the keys of '{profile}'.",
            _ => $"Sign in again with the tool that writes the keys of '{profile}'.",
        }, profile);

    /// <summary>Nobody but a person can bring other keys, and the present ones are good.</summary>
    internal static KeepaliveException NothingToForce(string profile, string maskedAccessKeyId, CredentialSourceKind source) => new(
        KeepaliveErrorCode.AutoLoginNotSet,
        $"The credential of profile '{profile}' ({maskedAccessKeyId}) is good, and there is nothing that --force (-Force) could run for another one: "
            + (source == CredentialSourceKind.Environment ? "it comes from environment variables." : "the profile has neither an automatic login nor a sign-in to IAM Identity Center."),
        source == CredentialSourceKind.Environment
            ? "Nothing has to be done. For other keys set other variables, or take them away and use a profile."
            : $"Nothing has to be done. For new keys at once run the tool that writes them; for a login by --force set one: claude-aws config set recipe NAME --profile {profile} (Set-ClaudeAwsConfiguration).", profile);

    internal static KeepaliveException ProfileSourceInvalid(string profile, string place, string why) => new(
        KeepaliveErrorCode.ProfileSourceInvalid,
        $"Profile '{profile}' can't stand for another one ({SourceProfile.Key}, {place}): {why}.",
        "Name a profile there that has keys or a source of its own, or let 'claude-aws install' write it.", profile);
}
