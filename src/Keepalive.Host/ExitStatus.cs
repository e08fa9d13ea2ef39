namespace Keepalive.Host;

/// <summary>
/// The exit statuses, one table for all verbs (about_KeepaliveErrors lists it). 2 is never used: from a hook it would
/// tell Claude Code to block the prompt.
/// </summary>
internal static class ExitStatus
{
    public const int Fine = 0;
    public const int Unexpected = 1;

    /// <summary>The doctor's answer, not a fault of its own.</summary>
    public const int Found = 1;

    public const int Usage = 64;
    public const int Interrupted = 130;

    private static readonly (string Code, int Status)[] Table =
    [
        (KeepaliveErrorCode.CredentialExpired, 3),
        (KeepaliveErrorCode.CredentialRevoked, 3),
        (KeepaliveErrorCode.ProfileNotFound, 4),
        (KeepaliveErrorCode.CredentialNotFound, 4),
        (KeepaliveErrorCode.HomeNotFound, 4),
        (KeepaliveErrorCode.ProfileFileInvalid, 5),
        (KeepaliveErrorCode.ProfileFileUnreadable, 5),
        (KeepaliveErrorCode.ProfileFileIncomplete, 5),
        (KeepaliveErrorCode.ProfileSourceInvalid, 5),
        (KeepaliveErrorCode.KeyPairIncomplete, 6),
        (KeepaliveErrorCode.SessionTokenMissing, 6),
        (KeepaliveErrorCode.CredentialMalformed, 6),
        (KeepaliveErrorCode.LongLivedKeyRefused, 6),
        (KeepaliveErrorCode.CredentialProcessInvalid, 7),
        (KeepaliveErrorCode.CredentialProcessNotStarted, 7),
        (KeepaliveErrorCode.CredentialProcessFailed, 7),
        (KeepaliveErrorCode.CredentialProcessOutputInvalid, 7),
        (KeepaliveErrorCode.CredentialProcessLoop, 7),
        (KeepaliveErrorCode.TimedOut, 8),
        (KeepaliveErrorCode.SourceNotSupported, 9),
        (KeepaliveErrorCode.ConfigurationInvalid, 11),
        (KeepaliveErrorCode.ConfigurationUnwritable, 11),
        (KeepaliveErrorCode.SettingInvalid, 11),
        (KeepaliveErrorCode.PolicyInvalid, 11),
        (KeepaliveErrorCode.ForbiddenByPolicy, 11),
        (KeepaliveErrorCode.OutputFailed, 13),
        (KeepaliveErrorCode.SupportBundleUnwritable, 13),
        (KeepaliveErrorCode.CommandNotStarted, 127),
        (KeepaliveErrorCode.SignInRequired, 10),
        (KeepaliveErrorCode.AccessTokenRejected, 10),
        (KeepaliveErrorCode.SignInPending, 10),
        (KeepaliveErrorCode.SignInPollingTooFast, 10),
        (KeepaliveErrorCode.SignInCodeExpired, 10),
        (KeepaliveErrorCode.SignInCodeRefused, 10),
        (KeepaliveErrorCode.SignInDenied, 10),
        (KeepaliveErrorCode.ClientRegistrationInvalid, 10),
        (KeepaliveErrorCode.ClientNotAuthorized, 10),
        (KeepaliveErrorCode.ClientMetadataInvalid, 10),
        (KeepaliveErrorCode.RedirectUriInvalid, 10),
        (KeepaliveErrorCode.ScopeInvalid, 10),
        (KeepaliveErrorCode.GrantTypeUnsupported, 10),
        (KeepaliveErrorCode.SsoRegionWrong, 10),
        (KeepaliveErrorCode.SsoConfigurationInvalid, 10),
        (KeepaliveErrorCode.TokenFileUnreadable, 10),
        (KeepaliveErrorCode.TokenFileInvalid, 10),
        (KeepaliveErrorCode.TokenFileUnwritable, 10),
        (KeepaliveErrorCode.StateFolderUnusable, 10),
        (KeepaliveErrorCode.EndpointInvalid, 12),
        (KeepaliveErrorCode.ProxyInvalid, 12),
        (KeepaliveErrorCode.CaBundleUnreadable, 12),
        (KeepaliveErrorCode.NameNotResolved, 12),
        (KeepaliveErrorCode.NetworkUnreachable, 12),
        (KeepaliveErrorCode.ProxyRefused, 12),
        (KeepaliveErrorCode.TlsUntrusted, 12),
        (KeepaliveErrorCode.CertificateInvalid, 12),
        (KeepaliveErrorCode.TlsInterrupted, 12),
        (KeepaliveErrorCode.AnswerLost, 12),
        (KeepaliveErrorCode.MiddleboxAnswered, 12),
        (KeepaliveErrorCode.ServiceUnavailable, 12),
        (KeepaliveErrorCode.ServiceThrottled, 12),
        (KeepaliveErrorCode.ServiceRefused, 12),
        (KeepaliveErrorCode.RoleNotAssigned, 14),
        (KeepaliveErrorCode.SignInExpired, 10),
        (KeepaliveErrorCode.SignInCancelled, 10),
        (KeepaliveErrorCode.SignInWorkerFailed, 10),
        (KeepaliveErrorCode.CallbackInvalid, 10),
        (KeepaliveErrorCode.BrowserNotOpened, 10),
        (KeepaliveErrorCode.SignInPageUntrusted, 10),
        (KeepaliveErrorCode.AutoLoginFailed, 10),
        (KeepaliveErrorCode.EnvironmentInUse, 15),
        (KeepaliveErrorCode.SignInStillRunning, 15),
        (KeepaliveErrorCode.SignInCoolingDown, 15),
        (KeepaliveErrorCode.SettingsFileInvalid, 16),
        (KeepaliveErrorCode.SettingsFileUnreadable, 16),
        (KeepaliveErrorCode.SettingsFileUnwritable, 16),
        (KeepaliveErrorCode.InstallationRefused, 17),
        (KeepaliveErrorCode.InstallationUnfinished, 17),
        (KeepaliveErrorCode.InstallationUnverified, 17),
        (KeepaliveErrorCode.RepairRefused, 17),
        (KeepaliveErrorCode.SecretStoreUnavailable, 18),
        (KeepaliveErrorCode.SecretStoreFailed, 18),
        (KeepaliveErrorCode.SecretNotFound, 4),
        (KeepaliveErrorCode.SecretInvalid, 18),
        (KeepaliveErrorCode.TotpSeedInvalid, 18),
        (KeepaliveErrorCode.TotpSeedForbidden, 18),
        (KeepaliveErrorCode.OneTimeCodeUsed, 15),
        (KeepaliveErrorCode.PasswordRejected, 10),
        (KeepaliveErrorCode.MfaCoolingDown, 15),
        (KeepaliveErrorCode.ForceRefused, 15),
        (KeepaliveErrorCode.AutoLoginForbidden, 11),
        (KeepaliveErrorCode.AutoLoginNotSet, 4),
        (KeepaliveErrorCode.RecipeNotFound, 4),
        (KeepaliveErrorCode.RecipeInvalid, 11),
        (KeepaliveErrorCode.TranscriptUnreadable, 19),
        (KeepaliveErrorCode.LoginToolNotStarted, 19),
        (KeepaliveErrorCode.LoginToolFailed, 19),
        (KeepaliveErrorCode.LoginToolTimedOut, 8),
        (KeepaliveErrorCode.LoginPromptUnknown, 19),
        (KeepaliveErrorCode.LoginRoleNotFound, 19),
        (KeepaliveErrorCode.LoginNetworkFailed, 12),
        (KeepaliveErrorCode.LoginPasswordRejected, 10),
        (KeepaliveErrorCode.AccountLocked, 10),
        (KeepaliveErrorCode.MfaDenied, 10),
        (KeepaliveErrorCode.MfaTimedOut, 10),
        (KeepaliveErrorCode.MfaCodeRejected, 10),
    ];

    /// <summary>Every status that the program has of itself.</summary>
    internal static IReadOnlyCollection<int> All => [Fine, Unexpected, Usage, Interrupted, .. Table.Select(static row => row.Status).Distinct()];

    /// <summary>The status of a condition.</summary>
    public static int Of(string code)
    {
        foreach ((string known, int status) in Table)
        {
            if (known == code)
            {
                return status;
            }
        }

        return Unexpected;
    }
}
