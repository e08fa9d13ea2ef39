namespace Keepalive.Sessions;

/// <summary>Which conditions a sign-in can mend. Whatever is not named here (a network that is away, a file that is broken) it can't.</summary>
internal static class Recoverable
{
    /// <summary>A person who signs in to IAM Identity Center mends it.</summary>
    public static bool BySignIn(string code) => code
        is KeepaliveErrorCode.SignInRequired
        or KeepaliveErrorCode.AccessTokenRejected
        or KeepaliveErrorCode.ClientRegistrationInvalid
        or KeepaliveErrorCode.ClientNotAuthorized
        or KeepaliveErrorCode.TokenFileInvalid;

    /// <summary>A login tool that writes keys or a token mends it.</summary>
    public static bool ByLogin(string code) => BySignIn(code) || code
        is KeepaliveErrorCode.CredentialExpired
        or KeepaliveErrorCode.CredentialNotFound
        or KeepaliveErrorCode.ProfileNotFound
        or KeepaliveErrorCode.KeyPairIncomplete
        or KeepaliveErrorCode.SessionTokenMissing
        or KeepaliveErrorCode.CredentialMalformed
        or KeepaliveErrorCode.ProfileFileIncomplete
        or KeepaliveErrorCode.CredentialProcessFailed
        or KeepaliveErrorCode.CredentialProcessOutputInvalid;
}
