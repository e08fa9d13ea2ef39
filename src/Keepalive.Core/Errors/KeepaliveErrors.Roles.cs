namespace Keepalive.Errors;

/// <content>Errors of roles and of the sessions of AWS STS. The texts of STS are never repeated: they may quote the request.</content>
public static partial class KeepaliveErrors
{
    internal static KeepaliveException RoleSourceInvalid(string profile, string at, string chain, string place, string fault) => new(
        KeepaliveErrorCode.RoleSourceInvalid,
        $"The role of profile '{at}' ({place}) can't be assumed{Chain(chain)}: {fault}.",
        $"Set source_profile in '{at}' to the profile whose credential may assume the role. If the machine itself has a role, set credential_source instead.", profile);

    internal static KeepaliveException RoleSourceNotFound(string profile, string source, string chain, string place) => new(
        KeepaliveErrorCode.RoleSourceNotFound,
        $"The profile '{source}' of source_profile does not exist ({place}; roles: {chain}).",
        "Correct the name, or add the profile.", profile);

    internal static KeepaliveException RoleSourceEmpty(string profile, string source, string chain) => new(
        KeepaliveErrorCode.RoleSourceEmpty,
        $"Profile '{source}' has no credential, so Keepalive can't assume a role with it (roles: {chain}).",
        $"Sign in with the login tool of '{source}', which writes keys, or correct source_profile.", profile);

    internal static KeepaliveException EnvironmentSourceEmpty(string profile, string chain, string place) => new(
        KeepaliveErrorCode.RoleSourceEmpty,
        $"credential_source is Environment ({place}), but the environment variables contain no key{Chain(chain)}.",
        "Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY (and AWS_SESSION_TOKEN, if the key has one) where Claude Code is started, or set source_profile instead.", profile);

    internal static KeepaliveException RoleChainLoop(string profile, string chain, string place) => new(
        KeepaliveErrorCode.RoleChainLoop,
        $"The role of profile '{profile}' can't be assumed, because the values of source_profile form a loop: {chain} ({place}).",
        "Set source_profile of one of them to a profile that has keys or a sign-in.", profile);

    internal static KeepaliveException RoleSettingInvalid(string profile, string key, string place, string fault) => new(
        KeepaliveErrorCode.RoleSettingInvalid,
        $"{key} of profile '{profile}' ({place}) can't be used: {fault}.",
        "Correct the value in an editor. Nothing was changed.", profile);

    internal static KeepaliveException RoleNotAllowed(string profile, string role, string source, Exception? inner = null) => new(
        KeepaliveErrorCode.RoleNotAllowed,
        $"AWS does not allow the credential of {source} to assume the role {role}.",
        "Ask the role's administrator: its trust policy must allow your identity, and your identity needs the permission sts:AssumeRole for this role. Some trust policies also require external_id, mfa_serial, source_identity or the permission sts:TagSession. AWS gives the same answer for a role that does not exist.",
        profile, inner);

    internal static KeepaliveException RoleSourceRejected(string profile, string role, string source, string reason, Exception? inner = null) => new(
        KeepaliveErrorCode.RoleSourceRejected,
        $"AWS rejects the key of {source}, so the role {role} can't be assumed: {reason}.",
        $"Sign in again, so that {source} has a new key. If the key is long-lived, check that it still exists and is active.", profile, inner);

    internal static KeepaliveException RoleRequestInvalid(string profile, string operation, string what, Exception? inner = null) => new(
        KeepaliveErrorCode.RoleRequestInvalid,
        $"AWS STS rejected a parameter of the request ({operation}) for {what}.",
        "Check role_arn, role_session_name, external_id, duration_seconds, source_identity, session_tags and mfa_serial of the profile. A duration is 900 to 43200 seconds.", profile, inner);

    internal static KeepaliveException RoleDurationTooLong(string profile, string what, Exception? inner = null) => new(
        KeepaliveErrorCode.RoleDurationTooLong,
        $"AWS STS rejected duration_seconds for {what}: it is longer than allowed.",
        "Make duration_seconds shorter, or ask the role's administrator for a longer maximum session duration. A role that is assumed with another role's credential lasts one hour at most.",
        profile, inner);

    internal static KeepaliveException RoleTagsTooLarge(string profile, string what, Exception? inner = null) => new(
        KeepaliveErrorCode.RoleTagsTooLarge,
        $"The session tags for {what} are too large for AWS STS. The tags of the earlier roles in the chain are added to them.",
        "Remove session_tags that no policy needs, or make their values shorter.", profile, inner);

    internal static KeepaliveException StsRegionDisabled(string profile, string region, Exception? inner = null) => new(
        KeepaliveErrorCode.StsRegionDisabled,
        $"The account does not allow AWS STS in the region {region}.",
        $"Set another region in profile '{profile}', or ask the account's administrator to activate the STS endpoint of {region} (IAM, account settings).", profile, inner);

    internal static KeepaliveException MfaCodeNeeded(string profile, string device) => new(
        KeepaliveErrorCode.MfaCodeNeeded,
        $"Profile '{profile}' needs a code of the MFA device {device}, and there is no stored seed for it.",
        $"Run 'claude-aws refresh {CommandWord.Profile(profile)}' (Invoke-ClaudeAwsRefresh), and enter the code when you are asked. To avoid this question, store the device's seed with 'claude-aws secret set --kind totp {CommandWord.Profile(profile)}', or set mfa_process.",
        profile);

    internal static KeepaliveException MfaDeviceCodeRejected(string profile, string what, Exception? inner = null) => new(
        KeepaliveErrorCode.MfaDeviceCodeRejected,
        $"AWS did not accept the code of the MFA device for {what}.",
        "Check mfa_serial, and use a new code: each code is accepted once. If all codes are rejected, check the clock of the device.", profile, inner);

    internal static KeepaliveException MfaSeedRejected(string profile, string seed) => new(
        KeepaliveErrorCode.MfaSeedRejected,
        $"AWS rejected a code of the {seed}. Keepalive does not use this seed again.",
        "Store the right seed with 'claude-aws secret set --kind totp' (Set-ClaudeAwsSecret). Also check mfa_serial and this machine's clock.", profile);

    internal static KeepaliveException MfaProcessFailed(string profile, string program, string reason) => new(
        KeepaliveErrorCode.MfaProcessFailed,
        $"The mfa_process of profile '{profile}' gave no code: {program} {reason}.",
        "Run the command in a terminal. It must print the six digits, and nothing else, on standard output.", profile);

    internal static KeepaliveException WebIdentityTokenUnreadable(string profile, string path, string reason, Exception? inner = null) => new(
        KeepaliveErrorCode.WebIdentityTokenUnreadable,
        $"The web identity token file {path} of profile '{profile}' can't be used: {reason}.",
        "Check web_identity_token_file (AWS_WEB_IDENTITY_TOKEN_FILE). In a cluster, the service account of the pod provides this file.", path, inner);

    internal static KeepaliveException WebIdentityRejected(string profile, string role, string reason, Exception? inner = null) => new(
        KeepaliveErrorCode.WebIdentityRejected,
        $"The web identity token for the role {role} was not accepted: {reason}.",
        "Check that the program that writes the token file is running and that the file is new. The role's trust policy must name the identity provider and the audience of the token.", profile, inner);

    internal static KeepaliveException MachineCredentialMissing(string profile, string source, string reason, Exception? inner = null) => new(
        KeepaliveErrorCode.MachineCredentialMissing,
        $"This machine gives no credential for profile '{profile}' ({source}): {reason}.",
        "Ec2InstanceMetadata works on an EC2 instance with a role, EcsContainer in a container of ECS or EKS. Elsewhere set source_profile to a profile with a credential.", profile, inner);

    private static string Chain(string chain) => chain.Contains('→', StringComparison.Ordinal) ? $" ({chain})" : string.Empty;
}
