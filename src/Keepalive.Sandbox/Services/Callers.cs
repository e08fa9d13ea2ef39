namespace Keepalive.Sandbox.Services;

/// <summary>The signer of a request, and whether the signature is valid.</summary>
internal sealed class Callers(string service, CallerErrors errors, KeyRing keys, SandboxOptions options)
{
    /// <summary>Requests signed longer ago or further ahead are refused.</summary>
    private static readonly TimeSpan s_tolerance = TimeSpan.FromMinutes(15);

    public SandboxKey Authenticate(SandboxRequest request)
    {
        SignatureVersion4? signature = SignatureVersion4.Read(request);
        SandboxKey? key = signature is null ? null : keys.Find(signature.AccessKeyId);
        if (key?.Expiration <= options.Now)
        {
            throw new ServiceErrorException(errors.Expired, "The security token included in the request is expired");
        }

        if (signature is not null && keys.IsRevoked(signature.AccessKeyId))
        {
            throw Unknown();
        }

        if (!options.VerifySignatures)
        {
            return key ?? keys.Stranger;
        }

        if (signature is null)
        {
            throw new ServiceErrorException(errors.Missing, "Request is missing Authentication Token");
        }

        if (key is null || key.SessionToken != request.Header("x-amz-security-token"))
        {
            throw Unknown();
        }

        TimeSpan age = options.Now - signature.SignedAt;
        if (age.Duration() > s_tolerance)
        {
            throw new ServiceErrorException(errors.WrongSignature, age > TimeSpan.Zero
                ? $"Signature expired: {signature.Date} is now earlier than the allowed {s_tolerance.TotalMinutes} min."
                : $"Signature not yet current: {signature.Date} is still later than the allowed {s_tolerance.TotalMinutes} min.");
        }

        return signature.IsRight(request, key.SecretAccessKey, service)
            ? key
            : throw new ServiceErrorException(
                errors.WrongSignature,
                "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method.");
    }

    private ServiceErrorException Unknown() => new(errors.Unknown, "The security token included in the request is invalid.");
}

/// <summary>The error names of a service for invalid signatures.</summary>
internal sealed record CallerErrors(string Expired, string Unknown, string Missing, string WrongSignature)
{
    public static CallerErrors Sts { get; } = new("ExpiredToken", "InvalidClientTokenId", "MissingAuthenticationToken", "SignatureDoesNotMatch");

    public static CallerErrors Bedrock { get; } =
        new("ExpiredTokenException", "UnrecognizedClientException", "MissingAuthenticationTokenException", "InvalidSignatureException");
}
