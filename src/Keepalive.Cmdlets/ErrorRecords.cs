using System.Management.Automation;

namespace Keepalive.Commands;

/// <summary>
/// Core's errors as PowerShell shows them. The code is the error id; this table adds the category. The other half of
/// the vocabulary, the exit statuses, is <c>claude-aws</c>'s; about_KeepaliveErrors lists both.
/// </summary>
internal static class ErrorRecords
{
    private static readonly Dictionary<string, ErrorCategory> Categories = new(StringComparer.Ordinal)
    {
        [KeepaliveErrorCode.CredentialExpired] = ErrorCategory.AuthenticationError,
        [KeepaliveErrorCode.CredentialRevoked] = ErrorCategory.AuthenticationError,
        [KeepaliveErrorCode.CredentialNotFound] = ErrorCategory.ObjectNotFound,
        [KeepaliveErrorCode.KeyPairIncomplete] = ErrorCategory.InvalidData,
        [KeepaliveErrorCode.SessionTokenMissing] = ErrorCategory.InvalidData,
        [KeepaliveErrorCode.LongLivedKeyRefused] = ErrorCategory.InvalidType,
        [KeepaliveErrorCode.CredentialMalformed] = ErrorCategory.InvalidData,
        [KeepaliveErrorCode.ProfileNotFound] = ErrorCategory.ObjectNotFound,
        [KeepaliveErrorCode.ProfileFileInvalid] = ErrorCategory.ParserError,
        [KeepaliveErrorCode.ProfileFileUnreadable] = ErrorCategory.ReadError,
        [KeepaliveErrorCode.ProfileFileIncomplete] = ErrorCategory.ResourceBusy,
        [KeepaliveErrorCode.ProfileSourceInvalid] = ErrorCategory.InvalidData,
        [KeepaliveErrorCode.HomeNotFound] = ErrorCategory.ResourceUnavailable,
        [KeepaliveErrorCode.SourceNotSupported] = ErrorCategory.NotImplemented,
        [KeepaliveErrorCode.CredentialProcessInvalid] = ErrorCategory.SyntaxError,
        [KeepaliveErrorCode.CredentialProcessNotStarted] = ErrorCategory.ResourceUnavailable,
        [KeepaliveErrorCode.CredentialProcessFailed] = ErrorCategory.InvalidResult,
        [KeepaliveErrorCode.CredentialProcessOutputInvalid] = ErrorCategory.ProtocolError,
        [KeepaliveErrorCode.CredentialProcessLoop] = ErrorCategory.DeadlockDetected,
        [KeepaliveErrorCode.TimedOut] = ErrorCategory.OperationTimeout,
        [KeepaliveErrorCode.ConfigurationInvalid] = ErrorCategory.InvalidData,
        [KeepaliveErrorCode.ConfigurationUnwritable] = ErrorCategory.WriteError,
        [KeepaliveErrorCode.SettingInvalid] = ErrorCategory.InvalidArgument,
        [KeepaliveErrorCode.PolicyInvalid] = ErrorCategory.SecurityError,
        [KeepaliveErrorCode.ForbiddenByPolicy] = ErrorCategory.PermissionDenied,
        [KeepaliveErrorCode.OutputFailed] = ErrorCategory.WriteError,
        [KeepaliveErrorCode.CommandNotStarted] = ErrorCategory.ResourceUnavailable,
        [KeepaliveErrorCode.SignInRequired] = ErrorCategory.AuthenticationError,
        [KeepaliveErrorCode.AccessTokenRejected] = ErrorCategory.AuthenticationError,
        [KeepaliveErrorCode.SignInPending] = ErrorCategory.AuthenticationError,
        [KeepaliveErrorCode.SignInPollingTooFast] = ErrorCategory.AuthenticationError,
        [KeepaliveErrorCode.SignInCodeExpired] = ErrorCategory.AuthenticationError,
        [KeepaliveErrorCode.SignInCodeRefused] = ErrorCategory.AuthenticationError,
        [KeepaliveErrorCode.SignInDenied] = ErrorCategory.AuthenticationError,
        [KeepaliveErrorCode.ClientRegistrationInvalid] = ErrorCategory.AuthenticationError,
        [KeepaliveErrorCode.ClientNotAuthorized] = ErrorCategory.AuthenticationError,
        [KeepaliveErrorCode.ClientMetadataInvalid] = ErrorCategory.AuthenticationError,
        [KeepaliveErrorCode.RedirectUriInvalid] = ErrorCategory.AuthenticationError,
        [KeepaliveErrorCode.ScopeInvalid] = ErrorCategory.AuthenticationError,
        [KeepaliveErrorCode.GrantTypeUnsupported] = ErrorCategory.AuthenticationError,
        [KeepaliveErrorCode.SsoRegionWrong] = ErrorCategory.AuthenticationError,
        [KeepaliveErrorCode.EndpointInvalid] = ErrorCategory.InvalidArgument,
        [KeepaliveErrorCode.ProxyInvalid] = ErrorCategory.InvalidArgument,
        [KeepaliveErrorCode.CaBundleUnreadable] = ErrorCategory.InvalidArgument,
        [KeepaliveErrorCode.NameNotResolved] = ErrorCategory.ConnectionError,
        [KeepaliveErrorCode.NetworkUnreachable] = ErrorCategory.ConnectionError,
        [KeepaliveErrorCode.ProxyRefused] = ErrorCategory.ConnectionError,
        [KeepaliveErrorCode.TlsUntrusted] = ErrorCategory.ConnectionError,
        [KeepaliveErrorCode.CertificateInvalid] = ErrorCategory.ConnectionError,
        [KeepaliveErrorCode.TlsInterrupted] = ErrorCategory.ConnectionError,
        [KeepaliveErrorCode.AnswerLost] = ErrorCategory.ConnectionError,
        [KeepaliveErrorCode.MiddleboxAnswered] = ErrorCategory.ConnectionError,
        [KeepaliveErrorCode.ServiceUnavailable] = ErrorCategory.ConnectionError,
        [KeepaliveErrorCode.ServiceThrottled] = ErrorCategory.ConnectionError,
        [KeepaliveErrorCode.ServiceRefused] = ErrorCategory.ConnectionError,
        [KeepaliveErrorCode.RoleNotAssigned] = ErrorCategory.PermissionDenied,
        [KeepaliveErrorCode.SsoConfigurationInvalid] = ErrorCategory.InvalidData,
        [KeepaliveErrorCode.TokenFileUnreadable] = ErrorCategory.ReadError,
        [KeepaliveErrorCode.TokenFileInvalid] = ErrorCategory.ParserError,
        [KeepaliveErrorCode.TokenFileUnwritable] = ErrorCategory.WriteError,
        [KeepaliveErrorCode.StateFolderUnusable] = ErrorCategory.WriteError,
        [KeepaliveErrorCode.SignInExpired] = ErrorCategory.OperationTimeout,
        [KeepaliveErrorCode.SignInWorkerFailed] = ErrorCategory.ResourceUnavailable,
        [KeepaliveErrorCode.CallbackInvalid] = ErrorCategory.ProtocolError,
        [KeepaliveErrorCode.BrowserNotOpened] = ErrorCategory.ResourceUnavailable,
        [KeepaliveErrorCode.SignInPageUntrusted] = ErrorCategory.SecurityError,
        [KeepaliveErrorCode.AutoLoginFailed] = ErrorCategory.OperationStopped,
        [KeepaliveErrorCode.SignInStillRunning] = ErrorCategory.ResourceBusy,
        [KeepaliveErrorCode.SignInCoolingDown] = ErrorCategory.ResourceBusy,
        [KeepaliveErrorCode.SettingsFileInvalid] = ErrorCategory.ParserError,
        [KeepaliveErrorCode.SettingsFileUnreadable] = ErrorCategory.ReadError,
        [KeepaliveErrorCode.SettingsFileUnwritable] = ErrorCategory.WriteError,
        [KeepaliveErrorCode.InstallationRefused] = ErrorCategory.InvalidOperation,
        [KeepaliveErrorCode.InstallationUnverified] = ErrorCategory.InvalidResult,
        [KeepaliveErrorCode.SecretStoreUnavailable] = ErrorCategory.ResourceUnavailable,
        [KeepaliveErrorCode.SecretStoreFailed] = ErrorCategory.ResourceUnavailable,
        [KeepaliveErrorCode.SecretNotFound] = ErrorCategory.ObjectNotFound,
        [KeepaliveErrorCode.SecretInvalid] = ErrorCategory.InvalidArgument,
        [KeepaliveErrorCode.TotpSeedInvalid] = ErrorCategory.InvalidArgument,
        [KeepaliveErrorCode.TotpSeedForbidden] = ErrorCategory.PermissionDenied,
        [KeepaliveErrorCode.OneTimeCodeUsed] = ErrorCategory.ResourceBusy,
        [KeepaliveErrorCode.PasswordRejected] = ErrorCategory.AuthenticationError,
        [KeepaliveErrorCode.MfaCoolingDown] = ErrorCategory.ResourceBusy,
        [KeepaliveErrorCode.ForceRefused] = ErrorCategory.PermissionDenied,
    };

    public static ErrorRecord From(KeepaliveException exception)
    {
        // A code that is missing here is a mistake a test finds; a user gets a category that claims nothing.
        ErrorCategory category = Categories.GetValueOrDefault(exception.Code, ErrorCategory.InvalidOperation);
        return new ErrorRecord(exception, exception.Code, category, exception.Target)
        {
            ErrorDetails = new ErrorDetails(exception.Message) { RecommendedAction = exception.Advice },
        };
    }
}
