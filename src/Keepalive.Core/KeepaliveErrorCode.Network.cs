namespace Keepalive;

// The conditions of the network, of the sign-in service and of the portal.
public static partial class KeepaliveErrorCode
{
    /// <summary>A configured endpoint that is no URL, or one that would show tokens to the network.</summary>
    public const string EndpointInvalid = nameof(EndpointInvalid);

    /// <summary>A proxy variable whose value is no proxy.</summary>
    public const string ProxyInvalid = nameof(ProxyInvalid);

    /// <summary>A bundle of certificate authorities that is needed and can't be used.</summary>
    public const string CaBundleUnreadable = nameof(CaBundleUnreadable);

    /// <summary>The name of a host can't be resolved.</summary>
    public const string NameNotResolved = nameof(NameNotResolved);

    /// <summary>No connection to a host.</summary>
    public const string NetworkUnreachable = nameof(NetworkUnreachable);

    /// <summary>The proxy does not let the connection through.</summary>
    public const string ProxyRefused = nameof(ProxyRefused);

    /// <summary>A certificate that nobody trusted vouches for: as a rule an inspecting proxy.</summary>
    public const string TlsUntrusted = nameof(TlsUntrusted);

    /// <summary>A certificate that is expired, not valid yet, or of another host.</summary>
    public const string CertificateInvalid = nameof(CertificateInvalid);

    /// <summary>The TLS handshake was cut off or answered by something that is not TLS.</summary>
    public const string TlsInterrupted = nameof(TlsInterrupted);

    /// <summary>The connection broke, or took too long, before the answer was complete.</summary>
    public const string AnswerLost = nameof(AnswerLost);

    /// <summary>Something on the way (captive portal, block page) answered in the service's place.</summary>
    public const string MiddleboxAnswered = nameof(MiddleboxAnswered);

    /// <summary>The service reports trouble of its own.</summary>
    public const string ServiceUnavailable = nameof(ServiceUnavailable);

    /// <summary>The service asks for fewer requests.</summary>
    public const string ServiceThrottled = nameof(ServiceThrottled);

    /// <summary>The service refuses the request for a reason without a name of its own here.</summary>
    public const string ServiceRefused = nameof(ServiceRefused);

    /// <summary>Only a person can go on: the session's tokens are at their end.</summary>
    public const string SignInRequired = nameof(SignInRequired);

    /// <summary>The portal no longer takes the access token.</summary>
    public const string AccessTokenRejected = nameof(AccessTokenRejected);

    /// <summary>The role of the profile is not assigned to the person in that account.</summary>
    public const string RoleNotAssigned = nameof(RoleNotAssigned);

    /// <summary>The person has not finished signing in yet.</summary>
    public const string SignInPending = nameof(SignInPending);

    /// <summary>The service asks to be polled less often.</summary>
    public const string SignInPollingTooFast = nameof(SignInPollingTooFast);

    /// <summary>The code was not approved in time.</summary>
    public const string SignInCodeExpired = nameof(SignInCodeExpired);

    /// <summary>The service does not take the code.</summary>
    public const string SignInCodeRefused = nameof(SignInCodeRefused);

    /// <summary>The sign-in was refused, by the person or by a rule.</summary>
    public const string SignInDenied = nameof(SignInDenied);

    /// <summary>The service does not know this client registration (any more).</summary>
    public const string ClientRegistrationInvalid = nameof(ClientRegistrationInvalid);

    /// <summary>The client registration may not do this.</summary>
    public const string ClientNotAuthorized = nameof(ClientNotAuthorized);

    /// <summary>The service does not take the client registration.</summary>
    public const string ClientMetadataInvalid = nameof(ClientMetadataInvalid);

    /// <summary>The service does not take the redirect URL.</summary>
    public const string RedirectUriInvalid = nameof(RedirectUriInvalid);

    /// <summary>The service does not know one of the scopes.</summary>
    public const string ScopeInvalid = nameof(ScopeInvalid);

    /// <summary>The service does not offer this way of signing in.</summary>
    public const string GrantTypeUnsupported = nameof(GrantTypeUnsupported);

    /// <summary>The Identity Center instance lives in another region.</summary>
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
