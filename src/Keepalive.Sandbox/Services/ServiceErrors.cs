using System.Globalization;
using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace Keepalive.Sandbox.Services;

/// <summary>The errors each service has, with their statuses (the service models; STS from the common errors of its API reference too).</summary>
internal static class ServiceErrors
{
    private static readonly Dictionary<string, (int Status, string Code)> s_oidc = new(StringComparer.Ordinal)
    {
        ["AccessDeniedException"] = (400, "access_denied"),
        ["AuthorizationPendingException"] = (400, "authorization_pending"),
        ["ExpiredTokenException"] = (400, "expired_token"),
        ["InternalServerException"] = (500, "server_error"),
        ["InvalidClientException"] = (401, "invalid_client"),
        ["InvalidClientMetadataException"] = (400, "invalid_client_metadata"),
        ["InvalidGrantException"] = (400, "invalid_grant"),
        ["InvalidRedirectUriException"] = (400, "invalid_redirect_uri"),
        ["InvalidRequestException"] = (400, "invalid_request"),
        ["InvalidRequestRegionException"] = (400, "invalid_request"),
        ["InvalidScopeException"] = (400, "invalid_scope"),
        ["SlowDownException"] = (400, "slow_down"),
        ["UnauthorizedClientException"] = (400, "unauthorized_client"),
        ["UnsupportedGrantTypeException"] = (400, "unsupported_grant_type"),
    };

    private static readonly Dictionary<string, int> s_portal = new(StringComparer.Ordinal)
    {
        ["InvalidRequestException"] = 400,
        ["UnauthorizedException"] = 401,
        ["ForbiddenException"] = 403,
        ["ResourceNotFoundException"] = 404,
        ["UnknownOperationException"] = 404,
        ["TooManyRequestsException"] = 429,
        ["InternalServerException"] = 500,
        ["ServiceUnavailableException"] = 503,
    };

    /// <summary>By the value of <c>error</c>, which tells more than the kind: status and kind.</summary>
    private static readonly Dictionary<string, (int Status, string Type)> s_signIn = new(StringComparer.Ordinal)
    {
        ["AUTHCODE_EXPIRED"] = (401, "AccessDeniedException"),
        ["CONFLICT"] = (409, "ConflictException"),
        ["INSUFFICIENT_PERMISSIONS"] = (403, "AccessDeniedException"),
        ["INVALID_REQUEST"] = (400, "ValidationException"),
        ["RESOURCE_NOT_FOUND"] = (404, "ResourceNotFoundException"),
        ["SERVICE_QUOTA_EXCEEDED"] = (402, "ServiceQuotaExceededException"),
        ["TOKEN_EXPIRED"] = (401, "AccessDeniedException"),
        ["TOO_MANY_REQUESTS"] = (429, "TooManyRequestsError"),
        ["USER_CREDENTIALS_CHANGED"] = (403, "AccessDeniedException"),
        ["server_error"] = (500, "InternalServerException"),
    };

    private static readonly Dictionary<string, int> s_sts = new(StringComparer.Ordinal)
    {
        ["AccessDenied"] = 403,
        ["ExpiredToken"] = 403,
        ["ExpiredTokenException"] = 400,
        ["IDPCommunicationError"] = 400,
        ["IDPRejectedClaim"] = 403,
        ["InternalFailure"] = 500,
        ["InvalidAction"] = 400,
        ["InvalidClientTokenId"] = 403,
        ["InvalidIdentityToken"] = 400,
        ["MalformedPolicyDocument"] = 400,
        ["MissingAuthenticationToken"] = 403,
        ["PackedPolicyTooLarge"] = 400,
        ["RegionDisabledException"] = 403,
        ["ServiceUnavailable"] = 503,
        ["SignatureDoesNotMatch"] = 403,
        ["Throttling"] = 400,
        ["ValidationError"] = 400,
    };

    private static readonly Dictionary<string, int> s_bedrock = new(StringComparer.Ordinal)
    {
        ["AccessDeniedException"] = 403,
        ["ExpiredTokenException"] = 403,
        ["InternalServerException"] = 500,
        ["InvalidSignatureException"] = 403,
        ["MissingAuthenticationTokenException"] = 403,
        ["ModelErrorException"] = 424,
        ["ModelNotReadyException"] = 429,
        ["ModelTimeoutException"] = 408,
        ["ResourceNotFoundException"] = 404,
        ["ServiceQuotaExceededException"] = 400,
        ["ServiceUnavailableException"] = 503,
        ["ThrottlingException"] = 429,
        ["UnrecognizedClientException"] = 403,
        ["ValidationException"] = 400,
    };

    /// <summary>The names that <see cref="Fault.Error"/> takes for an operation without being told a status.</summary>
    public static IEnumerable<string> NamesOf(SandboxOperation operation) => Routes.ProtocolOf(operation) switch
    {
        ServiceProtocol.Oidc => s_oidc.Keys,
        ServiceProtocol.Portal => s_portal.Keys,
        ServiceProtocol.SignIn => s_signIn.Keys,
        ServiceProtocol.Sts => s_sts.Keys,
        ServiceProtocol.Bedrock => s_bedrock.Keys,
        _ => [],
    };

    public static SandboxReply Reply(ServiceProtocol protocol, ServiceError error) => protocol switch
    {
        ServiceProtocol.Oidc => Oidc(error),
        ServiceProtocol.Portal => Json(error, error.Status ?? s_portal.GetValueOrDefault(error.Name, 400), new JsonObject { ["message"] = error.Message }),
        ServiceProtocol.SignIn => SignIn(error),
        ServiceProtocol.Sts => Sts(error),
        ServiceProtocol.Bedrock => Bedrock(error),
        _ => SandboxReply.Html(error.Status ?? 400, $"<h1>{error.Name}</h1><p>{error.Message}</p>") with { Error = error.Name },
    };

    private static SandboxReply Oidc(ServiceError error)
    {
        (int status, string code) = s_oidc.GetValueOrDefault(error.Name, (400, error.Name));
        var body = new JsonObject { ["error"] = code, ["error_description"] = error.Message };
        if (error.Name == "InvalidRequestRegionException")
        {
            body["endpoint"] = "https://oidc.eu-west-1.amazonaws.com";
            body["region"] = "eu-west-1";
        }

        if (error.Reason is not null)
        {
            body["reason"] = error.Reason;
        }

        return Json(error, error.Status ?? status, body);
    }

    private static SandboxReply Json(ServiceError error, int status, JsonObject body)
    {
        var reply = new SandboxReply(status, "application/json", body.ToJsonString()) { Error = error.Name };
        // Clients take the kind of the error from this header; with the body alone botocore's polling breaks.
        reply.Headers["x-amzn-ErrorType"] = error.Name;
        return WithRetryAfter(reply, error);
    }

    private static SandboxReply SignIn(ServiceError error)
    {
        (int status, string type) = s_signIn.GetValueOrDefault(error.Name, (400, "ValidationException"));
        string word = error.Name == "TOO_MANY_REQUESTS" ? "INVALID_REQUEST" : error.Name;
        SandboxReply reply = Json(error, error.Status ?? status, new JsonObject { ["error"] = word, ["message"] = error.Message });
        reply.Headers["x-amzn-ErrorType"] = type;
        return reply;
    }

    private static SandboxReply Bedrock(ServiceError error)
    {
        SandboxReply reply = Json(error, error.Status ?? s_bedrock.GetValueOrDefault(error.Name, 400), new JsonObject { ["message"] = error.Message });
        // Clients have to cut it at the colon.
        reply.Headers["x-amzn-ErrorType"] = error.Name + ":http://internal.amazon.com/coral/com.amazon.coral.service/";
        return reply;
    }

    private static SandboxReply Sts(ServiceError error)
    {
        int status = error.Status ?? s_sts.GetValueOrDefault(error.Name, 400);
        string requestId = Guid.NewGuid().ToString();
        var document = new XElement(
            StsXml.Namespace + "ErrorResponse",
            new XElement(
                StsXml.Namespace + "Error",
                new XElement(StsXml.Namespace + "Type", status >= 500 ? "Receiver" : "Sender"),
                new XElement(StsXml.Namespace + "Code", error.Name),
                new XElement(StsXml.Namespace + "Message", error.Message)),
            new XElement(StsXml.Namespace + "RequestId", requestId));
        return WithRetryAfter(SandboxReply.Xml(status, document) with { Error = error.Name, RequestId = requestId }, error);
    }

    private static SandboxReply WithRetryAfter(SandboxReply reply, ServiceError error)
    {
        if (error.RetryAfter is { } pause)
        {
            reply.Headers["Retry-After"] = ((int)pause.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        }

        return reply;
    }
}

/// <summary>An error before it is put in a protocol's form. Status null: the one of the table.</summary>
internal sealed record ServiceError(string Name, string Message, int? Status = null, TimeSpan? RetryAfter = null, string? Reason = null);

/// <summary>Carries a <see cref="ServiceError"/> out of a service.</summary>
internal sealed class ServiceErrorException(ServiceError error) : Exception(error.Message)
{
    public ServiceErrorException(string name, string message)
        : this(new ServiceError(name, message))
    {
    }

    public ServiceError Error => error;
}
