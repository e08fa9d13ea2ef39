using System.Text.Json.Nodes;

namespace Keepalive.Sandbox.Services;

/// <summary>
/// The credential of a machine, as the agents of ECS and EKS and as IMDSv2 give it: the same one to all requests until its last five minutes.
/// Point a client at it with <c>AWS_CONTAINER_CREDENTIALS_FULL_URI</c> or <c>AWS_EC2_METADATA_SERVICE_ENDPOINT</c>.
/// </summary>
internal sealed class MachineService(KeyRing keys, SandboxOptions options)
{
    public const string ContainerPath = "/container/credentials";
    public const string RolePath = "/latest/meta-data/iam/security-credentials/";
    public const string RoleName = "sandbox-machine";

    private const string LongestLife = "21600";

    /// <summary>The next credential is there this long before the end of the last one.</summary>
    private static readonly TimeSpan Ahead = TimeSpan.FromMinutes(5);

    private readonly Lock _gate = new();
    private readonly HashSet<string> _sessions = new(StringComparer.Ordinal);
    private SandboxKey? _key;

    public SandboxReply ContainerCredentials(SandboxRequest request) =>
        options.ContainerToken is null || options.ContainerToken == request.Header("Authorization")
            ? Credentials()
            : throw new ServiceErrorException("UnauthorizedException", "The authorization token is missing or wrong.");

    public SandboxReply MetadataToken(SandboxRequest request)
    {
        if (request.Header("X-aws-ec2-metadata-token-ttl-seconds") is not { } life || !int.TryParse(life, out int seconds) || seconds is < 1 or > 21600)
        {
            throw new ServiceErrorException("InvalidRequestException", $"X-aws-ec2-metadata-token-ttl-seconds must be 1 to {LongestLife}.");
        }

        string session = Secrets.New("SandboxMetadata/");
        lock (_gate)
        {
            _sessions.Add(session);
        }

        return new SandboxReply(200, "text/plain", session);
    }

    public SandboxReply MetadataRole(SandboxRequest request)
    {
        CheckSession(request);
        return new SandboxReply(200, "text/plain", RoleName);
    }

    public SandboxReply MetadataCredentials(SandboxRequest request)
    {
        CheckSession(request);
        return Credentials();
    }

    /// <summary>IMDSv1 is not served: a request without the session of a token is refused.</summary>
    private void CheckSession(SandboxRequest request)
    {
        lock (_gate)
        {
            if (request.Header("X-aws-ec2-metadata-token") is not { } session || !_sessions.Contains(session))
            {
                throw new ServiceErrorException("UnauthorizedException", "The metadata token is missing or wrong.");
            }
        }
    }

    private SandboxReply Credentials()
    {
        lock (_gate)
        {
            if (_key is not { Expiration: { } end } || end - options.Now < Ahead)
            {
                _key = keys.IssueTemporary("AROASANDBOXMACHINE:i-0123456789abcdef0", $"arn:aws:sts::111122223333:assumed-role/{RoleName}/i-0123456789abcdef0", options.Now + options.MachineCredentialsLifetime);
            }

            return SandboxReply.Json(new JsonObject
            {
                ["Code"] = "Success",
                ["LastUpdated"] = Timestamp.Format(options.Now),
                ["Type"] = "AWS-HMAC",
                ["RoleArn"] = $"arn:aws:iam::111122223333:role/{RoleName}",
                ["AccessKeyId"] = _key.AccessKeyId,
                ["SecretAccessKey"] = _key.SecretAccessKey,
                ["Token"] = _key.SessionToken,
                ["Expiration"] = Timestamp.Format(_key.Expiration!.Value),
            });
        }
    }
}
