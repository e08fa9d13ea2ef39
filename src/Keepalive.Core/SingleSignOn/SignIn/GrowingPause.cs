namespace Keepalive.SingleSignOn.SignIn;

/// <summary>
/// How long automatic sign-in is paused after a failure: 2, 10, then 60 minutes. A login that fails the same way each time must neither lock an
/// account nor call a phone without end.
/// </summary>
internal static class GrowingPause
{
    /// <summary>After this time without a failure the next one is the first again.</summary>
    public static readonly TimeSpan Forgotten = TimeSpan.FromDays(1);

    private static readonly TimeSpan[] Pauses = [TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(60)];

    /// <summary>The pause after so many failures in a row; the shortest after none that counts.</summary>
    public static TimeSpan After(int failures) => Pauses[Math.Clamp(failures, 1, Pauses.Length) - 1];

    /// <summary>
    /// A login was made, or may have been made, without a result: the next one would probably fail too. A login that was not started (no
    /// network, no stored secret, a paused login) is not counted.
    /// </summary>
    public static bool GrowsBy(string code) => code
        is KeepaliveErrorCode.AutoLoginFailed
        or KeepaliveErrorCode.LoginToolFailed
        or KeepaliveErrorCode.LoginToolTimedOut
        or KeepaliveErrorCode.LoginPromptUnknown
        or KeepaliveErrorCode.LoginRoleNotFound
        or KeepaliveErrorCode.LoginPasswordRejected
        or KeepaliveErrorCode.AccountLocked
        or KeepaliveErrorCode.MfaDenied
        or KeepaliveErrorCode.MfaTimedOut
        or KeepaliveErrorCode.MfaCodeRejected
        or KeepaliveErrorCode.SignInDenied
        or KeepaliveErrorCode.SignInWorkerFailed
        or KeepaliveErrorCode.AccessTokenRejected
        or KeepaliveErrorCode.CredentialRevoked;
}
