namespace Keepalive.Errors;

/// <content>The reasons why a credential is not exported.</content>
public static partial class KeepaliveErrors
{
    internal static KeepaliveException CredentialRevoked(string profile, string maskedAccessKeyId, string? nextStep = null) => new(
        KeepaliveErrorCode.CredentialRevoked,
        $"AWS rejects the key {maskedAccessKeyId} of {ProfileWords.Of(profile)} although it has not expired, and there is no newer key.",
        nextStep ?? $"Sign in again: with {LoginCommand} for IAM Identity Center, otherwise with the login tool of '{profile}'.", profile);

    /// <summary>The credential is valid, and Keepalive has no way to get a new one without a person.</summary>
    internal static KeepaliveException NothingToForce(string profile, string maskedAccessKeyId, bool isOfEnvironment) => new(
        KeepaliveErrorCode.AutoLoginNotSet,
        $"The credential of {ProfileWords.Of(profile)} ({maskedAccessKeyId}) is valid. --force (-Force) can't get a new one, because "
            + (isOfEnvironment ? "the credential comes from environment variables." : "the profile has neither an automatic login nor a sign-in to IAM Identity Center."),
        isOfEnvironment
            ? "Nothing needs to be done. To use other keys, set other variables, or remove the variables and use a profile."
            : $"Nothing needs to be done. To get new keys now, run your login tool. To make --force run it, set a recipe: claude-aws config set recipe NAME {CommandWord.Profile(profile)} (Set-ClaudeAwsConfiguration).", profile);

    internal static KeepaliveException ProfileSourceInvalid(string profile, string place, string why) => new(
        KeepaliveErrorCode.ProfileSourceInvalid,
        $"Profile '{profile}' can't use the credential of another profile (claude_aws_source, {place}): {why}.",
        "Set claude_aws_source to a profile that has its own keys or source. 'claude-aws install' also sets it.", profile);
}
