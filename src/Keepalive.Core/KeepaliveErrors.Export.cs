namespace Keepalive;

/// <content>What keeps a credential from being given away.</content>
public static partial class KeepaliveErrors
{
    internal static KeepaliveException CredentialRevoked(string profile, string maskedAccessKeyId, string? nextStep = null) => new(
        KeepaliveErrorCode.CredentialRevoked,
        $"AWS no longer takes the key {maskedAccessKeyId} of profile '{profile}', though its time is not over, and its source has no other.",
        nextStep ?? $"Sign in again: {LoginCommand} for IAM Identity Center, else the tool that writes the keys of '{profile}'.", profile);

    /// <summary>Nobody but a person can bring other keys, and the present ones are good.</summary>
    internal static KeepaliveException NothingToForce(string profile, string maskedAccessKeyId, bool isOfEnvironment) => new(
        KeepaliveErrorCode.AutoLoginNotSet,
        $"The credential of profile '{profile}' ({maskedAccessKeyId}) is good, and there is nothing that --force (-Force) could run for another one: "
            + (isOfEnvironment ? "it comes from environment variables." : "the profile has neither an automatic login nor a sign-in to IAM Identity Center."),
        isOfEnvironment
            ? "Nothing has to be done. For other keys set other variables, or take them away and use a profile."
            : $"Nothing has to be done. For new keys at once run the tool that writes them; for a login by --force set one: claude-aws config set recipe NAME --profile {profile} (Set-ClaudeAwsConfiguration).", profile);

    internal static KeepaliveException ProfileSourceInvalid(string profile, string place, string why) => new(
        KeepaliveErrorCode.ProfileSourceInvalid,
        $"Profile '{profile}' can't stand for another one (claude_aws_source, {place}): {why}.",
        "Name a profile there that has keys or a source of its own, or let 'claude-aws install' write it.", profile);
}
