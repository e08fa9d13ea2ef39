namespace Keepalive.Sandbox.Services;

/// <summary>Who has signed a request, and whether to believe it.</summary>
internal sealed class StsCallers(KeyRing keys, SandboxOptions options)
{
    /// <summary>Requests signed longer ago or further ahead are refused.</summary>
    private static readonly TimeSpan s_tolerance = TimeSpan.FromMinutes(15);

    public SandboxKey Authenticate(SandboxRequest request)
    {
        SignatureVersion4? signature = SignatureVersion4.Read(request);
        SandboxKey? key = signature is null ? null : keys.Find(signature.AccessKeyId);
        if (key?.Expiration <= options.Now)
        {
            throw new ServiceErrorException("ExpiredToken", "The security token included in the request is expired");
        }

        if (!options.VerifySignatures)
        {
            return key ?? keys.Stranger;
        }

        if (signature is null)
        {
            throw new ServiceErrorException("MissingAuthenticationToken", "Request is missing Authentication Token");
        }

        if (key is null || key.SessionToken != request.Header("x-amz-security-token"))
        {
            throw new ServiceErrorException("InvalidClientTokenId", "The security token included in the request is invalid.");
        }

        TimeSpan age = options.Now - signature.SignedAt;
        if (age.Duration() > s_tolerance)
        {
            throw new ServiceErrorException("SignatureDoesNotMatch", age > TimeSpan.Zero
                ? $"Signature expired: {signature.Date} is now earlier than the allowed {s_tolerance.TotalMinutes} min."
                : $"Signature not yet current: {signature.Date} is still later than the allowed {s_tolerance.TotalMinutes} min.");
        }

        return signature.IsRight(request, key.SecretAccessKey)
            ? key
            : throw new ServiceErrorException(
                "SignatureDoesNotMatch",
                "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method.");
    }
}
