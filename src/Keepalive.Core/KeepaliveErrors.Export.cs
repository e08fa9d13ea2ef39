using Keepalive.Profiles;

namespace Keepalive;

/// <content>What keeps a credential from being given away.</content>
public static partial class KeepaliveErrors
{
    internal static KeepaliveException CredentialRevoked(string profile, string maskedAccessKeyId) => new(
        KeepaliveErrorCode.CredentialRevoked,
        $"AWS no longer takes the key {maskedAccessKeyId} of profile '{profile}', though its time is not over, and its source has no other.",
        $"Sign in again: 'claude-aws login' (Connect-ClaudeAws) for IAM Identity Center, else the tool that writes the keys of '{profile}'.", profile);

    internal static KeepaliveException ProfileSourceInvalid(string profile, string place, string why) => new(
        KeepaliveErrorCode.ProfileSourceInvalid,
        $"Profile '{profile}' can't stand for another one ({SourceProfile.Key}, {place}): {why}.",
        "Name a profile there that has keys or a source of its own, or let 'claude-aws install' write it.", profile);
}
