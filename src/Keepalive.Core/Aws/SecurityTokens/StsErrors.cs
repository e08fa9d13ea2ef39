using Amazon.Runtime;
using Keepalive.Aws.Network;

namespace Keepalive.Aws.SecurityTokens;

/// <summary>
/// Errors of STS → conditions. Source: https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html and its "Common Errors".
/// </summary>
/// <param name="Profile">The profile that is worked on.</param>
/// <param name="What">The role with its place, in words.</param>
/// <param name="Source">Whose key signs the request, in words.</param>
/// <param name="Region">The region that is called.</param>
internal sealed record StsErrors(string Profile, string What, string Source, string Region)
{
    /// <summary>A token of an identity provider takes the place of a key.</summary>
    public bool IsWebIdentity { get; init; }

    /// <summary>The designed error.</summary>
    /// <param name="failure">The name of the error and its status.</param>
    /// <param name="operation">The operation, as AWS names it.</param>
    /// <param name="exception">The answer; its text decides between conditions that share a name, and is never shown.</param>
    public KeepaliveException ToException(ServiceFailure failure, string operation, AmazonServiceException exception) => failure switch
    {
        { IsThrottled: true } or { IsServerFault: true } => ServiceErrors.ToException(failure, AwsOperation.Sts, Profile, exception),
        { Type: "ExpiredToken" or "ExpiredTokenException" } when IsWebIdentity => KeepaliveErrors.WebIdentityRejected(Profile, What, "it has expired", exception),
        { Type: "InvalidIdentityToken" or "InvalidIdentityTokenException" } => KeepaliveErrors.WebIdentityRejected(Profile, What, "AWS can't verify it", exception),
        { Type: "IDPRejectedClaim" or "IDPRejectedClaimException" } => KeepaliveErrors.WebIdentityRejected(Profile, What, "the identity provider rejected it", exception),
        { Type: "ExpiredToken" or "ExpiredTokenException" } => KeepaliveErrors.RoleSourceRejected(Profile, What, Source, "it has expired", exception),
        { Type: "InvalidClientTokenId" or "UnrecognizedClientException" or "UnrecognizedClient" or "InvalidAccessKeyId" or "AuthFailure" or "MissingAuthenticationToken" or "OptInRequired" } =>
            KeepaliveErrors.RoleSourceRejected(Profile, What, Source, "AWS does not know it, or it is not active", exception),
        { Type: "SignatureDoesNotMatch" or "InvalidSignatureException" or "IncompleteSignature" or "RequestExpired" } =>
            KeepaliveErrors.RoleSourceRejected(Profile, What, Source, "its secret is wrong, or this machine's clock is", exception),
        { Type: "RegionDisabledException" or "RegionDisabled" } => KeepaliveErrors.StsRegionDisabled(Profile, Region, exception),
        { Type: "PackedPolicyTooLarge" or "PackedPolicyTooLargeException" } => KeepaliveErrors.RoleTagsTooLarge(Profile, What, exception),
        { Type: "AccessDenied" or "AccessDeniedException" or "ValidationError" or "ValidationException" } when IsOfCode(exception) =>
            KeepaliveErrors.MfaDeviceCodeRejected(Profile, What, exception),
        { Type: "ValidationError" or "ValidationException" } when Names(exception, "DurationSeconds") => KeepaliveErrors.RoleDurationTooLong(Profile, What, exception),
        { Type: "ValidationError" or "ValidationException" or "MalformedPolicyDocument" or "MalformedPolicyDocumentException" or "InvalidParameterValue" or "InvalidParameterCombination" or "MissingParameter" } =>
            KeepaliveErrors.RoleRequestInvalid(Profile, operation, What, exception),
        { Type: "AccessDenied" or "AccessDeniedException" } or { Status: 403, Type: null } => KeepaliveErrors.RoleNotAllowed(Profile, What, Source, exception),
        _ => ServiceErrors.ToException(failure, AwsOperation.Sts, Profile, exception),
    };

    /// <summary>The one-time code or its device was not accepted, as the text alone tells.</summary>
    private static bool IsOfCode(AmazonServiceException exception) =>
        exception.Message?.Contains("MultiFactorAuthentication", StringComparison.OrdinalIgnoreCase) == true
        || exception.Message?.Contains("tokenCode", StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>The text names a parameter, in either case of its first letter.</summary>
    private static bool Names(AmazonServiceException exception, string parameter) =>
        exception.Message?.Contains(parameter, StringComparison.OrdinalIgnoreCase) == true
        || exception.Message?.Contains("MaxSessionDuration", StringComparison.OrdinalIgnoreCase) == true;
}
