namespace Keepalive.Aws.Network;

/// <summary>
/// Names of service errors → conditions. The texts of the services are never repeated: they may quote the request.
/// </summary>
internal static class ServiceErrors
{
    /// <summary>The designed error.</summary>
    /// <param name="failure">What the service answered.</param>
    /// <param name="operation">What it was asked.</param>
    /// <param name="target">The session, profile or role that was worked on.</param>
    /// <param name="inner">The exception behind it.</param>
    public static KeepaliveException ToException(ServiceFailure failure, AwsOperation operation, string target, Exception? inner = null)
    {
        if (operation != AwsOperation.PollDeviceToken && failure.IsThrottled)
        {
            return KeepaliveErrors.ServiceThrottled(Service(operation).DisplayName, target, inner);
        }

        return operation switch
        {
            _ when failure.IsServerFault => KeepaliveErrors.ServiceUnavailable(Service(operation).DisplayName, failure.Status, target, inner),
            AwsOperation.GetRoleCredentials or AwsOperation.ListAssignments or AwsOperation.SignOut => OfPortal(failure, operation, target, inner),
            AwsOperation.Sts => Refused(failure, operation, target, inner),
            _ => OfOidc(failure, operation, target, inner),
        };
    }

    private static KeepaliveException OfOidc(ServiceFailure failure, AwsOperation operation, string target, Exception? inner) => failure.Type switch
    {
        "AuthorizationPendingException" => KeepaliveErrors.SignInPending(target, inner),
        "SlowDownException" or "SlowDown" => KeepaliveErrors.SignInPollingTooFast(target, inner),
        "ExpiredTokenException" when operation is AwsOperation.PollDeviceToken or AwsOperation.StartDeviceAuthorization or AwsOperation.ExchangeCode
            => KeepaliveErrors.SignInCodeExpired(target, inner),
        "ExpiredTokenException" => KeepaliveErrors.SignInRequired(target, "its refresh token has expired", inner),
        "InvalidGrantException" when operation == AwsOperation.RefreshToken
            => KeepaliveErrors.SignInRequired(target, "its refresh token was already used or was revoked", inner),
        "InvalidGrantException" => KeepaliveErrors.SignInCodeRefused(target, inner),
        "InvalidClientException" => KeepaliveErrors.ClientRegistrationInvalid(target, inner),
        "UnauthorizedClientException" => KeepaliveErrors.ClientNotAuthorized(target, inner),
        "InvalidClientMetadataException" => KeepaliveErrors.ClientMetadataInvalid(target, inner),
        "InvalidRedirectUriException" => KeepaliveErrors.RedirectUriInvalid(target, inner),
        "InvalidScopeException" => KeepaliveErrors.ScopeInvalid(target, inner),
        "UnsupportedGrantTypeException" => KeepaliveErrors.GrantTypeUnsupported(target, inner),
        "InvalidRequestRegionException" => KeepaliveErrors.SsoRegionWrong(target, inner),
        "AccessDeniedException" => KeepaliveErrors.SignInDenied(target, Word(failure.Reason), inner),
        _ => Refused(failure, operation, target, inner),
    };

    private static KeepaliveException OfPortal(ServiceFailure failure, AwsOperation operation, string target, Exception? inner) => failure switch
    {
        { Type: "UnauthorizedException" } or { Status: 401 } => KeepaliveErrors.AccessTokenRejected(target, inner),

        // ForbiddenException is in no model, but known in the field; any 403 means the same here.
        { Status: 403 } or { Type: "ForbiddenException" or "ResourceNotFoundException" } or { Status: 404 }
            => KeepaliveErrors.RoleNotAssigned(target, inner),
        _ => Refused(failure, operation, target, inner),
    };

    private static KeepaliveException Refused(ServiceFailure failure, AwsOperation operation, string target, Exception? inner) =>
        KeepaliveErrors.ServiceRefused(Service(operation).DisplayName, failure.Status, failure.Type, Word(failure.Reason), target, inner);

    private static AwsService Service(AwsOperation operation) => operation switch
    {
        AwsOperation.GetRoleCredentials or AwsOperation.ListAssignments or AwsOperation.SignOut => AwsService.SsoPortal,
        AwsOperation.Sts => AwsService.Sts,
        _ => AwsService.SsoOidc,
    };

    /// <summary>A word of the service that may be shown in a message: short, and only of letters that are usual in names.</summary>
    private static string? Word(string? text) =>
        text is { Length: > 0 and <= 64 } && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-') ? text : null;
}
