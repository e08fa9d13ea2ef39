namespace Keepalive.Aws.Network;

/// <summary>An error that a service answered.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Type">The bare name of the error, or null.</param>
/// <param name="RetryAfter">How long the service asks to wait.</param>
/// <param name="Reason">The <c>reason</c> of an OIDC error (KMS_…), or null.</param>
internal sealed record ServiceFailure(int Status, string? Type, TimeSpan? RetryAfter = null, string? Reason = null)
{
    /// <summary>The service limits all requests for a while, and has not acted on this one.</summary>
    public bool IsThrottled => Status == 429
        || Type is "TooManyRequestsException" or "SlowDownException" or "SlowDown" or "ThrottlingException" or "Throttling"
            or "TooManyRequestsError" or "RequestLimitExceeded";

    /// <summary>The service is in trouble; what it did with the request is unknown.</summary>
    public bool IsServerFault => Status >= 500 || Type is "InternalServerException" or "IDPCommunicationError";
}
