namespace Keepalive.Errors;

// The conditions of the network, of the sign-in service and of the portal.
public static partial class KeepaliveErrorCode
{
    /// <summary>A configured endpoint is not a URL, or would send tokens unencrypted.</summary>
    public const string EndpointInvalid = nameof(EndpointInvalid);

    /// <summary>The value of a proxy variable is not a proxy address.</summary>
    public const string ProxyInvalid = nameof(ProxyInvalid);

    /// <summary>A certificate bundle is needed, but can't be used.</summary>
    public const string CaBundleUnreadable = nameof(CaBundleUnreadable);

    /// <summary>The name of a host can't be resolved.</summary>
    public const string NameNotResolved = nameof(NameNotResolved);

    /// <summary>A host can't be reached.</summary>
    public const string NetworkUnreachable = nameof(NetworkUnreachable);

    /// <summary>The proxy does not connect to the host, or the program at its address is not such a proxy.</summary>
    public const string ProxyRefused = nameof(ProxyRefused);

    /// <summary>The issuer of the certificate is not trusted. Usually the cause is a proxy that inspects TLS.</summary>
    public const string TlsUntrusted = nameof(TlsUntrusted);

    /// <summary>The certificate has expired, is not valid yet, or belongs to another host.</summary>
    public const string CertificateInvalid = nameof(CertificateInvalid);

    /// <summary>The TLS handshake was cut off, or the answer did not use TLS.</summary>
    public const string TlsInterrupted = nameof(TlsInterrupted);

    /// <summary>The connection broke, or the time limit was reached, before the answer was complete.</summary>
    public const string AnswerLost = nameof(AnswerLost);

    /// <summary>A captive portal or a blocking proxy answered instead of the service.</summary>
    public const string MiddleboxAnswered = nameof(MiddleboxAnswered);

    /// <summary>The service reports an internal error.</summary>
    public const string ServiceUnavailable = nameof(ServiceUnavailable);

    /// <summary>The service received too many requests and rejected this one.</summary>
    public const string ServiceThrottled = nameof(ServiceThrottled);

    /// <summary>The service rejected the request for another reason.</summary>
    public const string ServiceRefused = nameof(ServiceRefused);

    /// <summary>The token of IAM Identity Center or of <c>aws login</c> is missing, has expired, or can't be renewed silently.</summary>
    public const string SignInRequired = nameof(SignInRequired);

    /// <summary>The portal no longer accepts the access token.</summary>
    public const string AccessTokenRejected = nameof(AccessTokenRejected);

    /// <summary>The role of the profile is not assigned to you in that account.</summary>
    public const string RoleNotAssigned = nameof(RoleNotAssigned);

    /// <summary>The sign-in is not approved yet.</summary>
    public const string SignInPending = nameof(SignInPending);

    /// <summary>Keepalive asked the service too often for the result of the sign-in.</summary>
    public const string SignInPollingTooFast = nameof(SignInPollingTooFast);

    /// <summary>The code was not approved in time.</summary>
    public const string SignInCodeExpired = nameof(SignInCodeExpired);

    /// <summary>The service rejected the code.</summary>
    public const string SignInCodeRefused = nameof(SignInCodeRefused);

    /// <summary>The sign-in was denied, by you or by a rule.</summary>
    public const string SignInDenied = nameof(SignInDenied);

    /// <summary>The service does not know this client registration, or no longer knows it.</summary>
    public const string ClientRegistrationInvalid = nameof(ClientRegistrationInvalid);

    /// <summary>The client registration is not allowed to use this method of sign-in.</summary>
    public const string ClientNotAuthorized = nameof(ClientNotAuthorized);

    /// <summary>The service rejected the client registration.</summary>
    public const string ClientMetadataInvalid = nameof(ClientMetadataInvalid);

    /// <summary>The service rejected the redirect URL.</summary>
    public const string RedirectUriInvalid = nameof(RedirectUriInvalid);

    /// <summary>The service does not know one of the registration scopes.</summary>
    public const string ScopeInvalid = nameof(ScopeInvalid);

    /// <summary>The service does not support this method of sign-in.</summary>
    public const string GrantTypeUnsupported = nameof(GrantTypeUnsupported);

    /// <summary>The Identity Center instance is in another region.</summary>
    public const string SsoRegionWrong = nameof(SsoRegionWrong);

    private static ErrorCondition[] NetworkConditions =>
    [
        new(EndpointInvalid, 12, ConditionCategory.InvalidArgument),
        new(ProxyInvalid, 12, ConditionCategory.InvalidArgument),
        new(CaBundleUnreadable, 12, ConditionCategory.InvalidArgument),
        new(NameNotResolved, 12, ConditionCategory.ConnectionError),
        new(NetworkUnreachable, 12, ConditionCategory.ConnectionError),
        new(ProxyRefused, 12, ConditionCategory.ConnectionError),
        new(TlsUntrusted, 12, ConditionCategory.ConnectionError),
        new(CertificateInvalid, 12, ConditionCategory.ConnectionError),
        new(TlsInterrupted, 12, ConditionCategory.ConnectionError),
        new(AnswerLost, 12, ConditionCategory.ConnectionError),
        new(MiddleboxAnswered, 12, ConditionCategory.ConnectionError),
        new(ServiceUnavailable, 12, ConditionCategory.ConnectionError),
        new(ServiceThrottled, 12, ConditionCategory.ConnectionError),
        new(ServiceRefused, 12, ConditionCategory.ConnectionError),
        new(SignInRequired, 10, ConditionCategory.AuthenticationError, ErrorTrait.BySignIn),
        new(AccessTokenRejected, 10, ConditionCategory.AuthenticationError, ErrorTrait.BySignIn | ErrorTrait.FailedLogin),
        new(RoleNotAssigned, 14, ConditionCategory.PermissionDenied),
        new(SignInPending, 10, ConditionCategory.AuthenticationError),
        new(SignInPollingTooFast, 10, ConditionCategory.AuthenticationError),
        new(SignInCodeExpired, 10, ConditionCategory.AuthenticationError),
        new(SignInCodeRefused, 10, ConditionCategory.AuthenticationError),
        new(SignInDenied, 10, ConditionCategory.AuthenticationError, ErrorTrait.FailedLogin),
        new(ClientRegistrationInvalid, 10, ConditionCategory.AuthenticationError, ErrorTrait.BySignIn),
        new(ClientNotAuthorized, 10, ConditionCategory.AuthenticationError, ErrorTrait.BySignIn),
        new(ClientMetadataInvalid, 10, ConditionCategory.AuthenticationError),
        new(RedirectUriInvalid, 10, ConditionCategory.AuthenticationError),
        new(ScopeInvalid, 10, ConditionCategory.AuthenticationError),
        new(GrantTypeUnsupported, 10, ConditionCategory.AuthenticationError),
        new(SsoRegionWrong, 10, ConditionCategory.AuthenticationError),
    ];
}
