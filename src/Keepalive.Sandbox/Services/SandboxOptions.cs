namespace Keepalive.Sandbox.Services;

/// <summary>How the stand-in services behave. What has a setter that is not <c>init</c> may change while they run.</summary>
public sealed class SandboxOptions
{
    /// <summary>The loopback port; 0 takes any free one.</summary>
    public int Port { get; init; }

    /// <summary>Serves https with a certificate made for this run instead of http.</summary>
    public bool UseHttps { get; init; }

    /// <summary>The common name and organisation of the authority behind that certificate; an interceptor's, for instance.</summary>
    public string CertificateIssuer { get; init; } = "Keepalive Sandbox";

    /// <summary>The time of the services. A <see cref="SandboxClock"/> unless another is given.</summary>
    public TimeProvider Clock { get; init; } = new SandboxClock();

    /// <summary>Added to the <c>Date</c> header alone; to set the whole service wrong, move <see cref="Clock"/>.</summary>
    public TimeSpan DateHeaderSkew { get; set; }

    /// <summary>How long a client registration lasts: 90 days, as the service gives.</summary>
    public TimeSpan RegistrationLifetime { get; set; } = TimeSpan.FromDays(90);

    /// <summary>How long an authorization code can be redeemed.</summary>
    public TimeSpan AuthorizationCodeLifetime { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How long a device code waits for the person: 10 minutes, as the service gives.</summary>
    public TimeSpan DeviceCodeLifetime { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>The pause asked for between two polls, in whole seconds. Null leaves it out of the answer; 5 s are then expected (RFC 8628, 3.2).</summary>
    public TimeSpan? DeviceInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Stands in for the verification URL of this server, so that a client's check of it can be tried.</summary>
    public Uri? VerificationUri { get; set; }

    /// <summary>How long an access token lasts.</summary>
    public TimeSpan AccessTokenLifetime { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How long a refresh token lasts, counted from its own issue.</summary>
    public TimeSpan RefreshTokenLifetime { get; set; } = TimeSpan.FromDays(90);

    /// <summary>A refresh token works once and the answer brings the next. False: it works until it expires.</summary>
    public bool RotateRefreshTokens { get; set; } = true;

    /// <summary>A refresh answers without a refresh token; the one that was sent stays good then.</summary>
    public bool OmitRefreshTokenOnRefresh { get; set; }

    /// <summary>How long role credentials of the portal last.</summary>
    public TimeSpan RoleCredentialsLifetime { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How long the credential of the container or instance lasts.</summary>
    public TimeSpan MachineCredentialsLifetime { get; set; } = TimeSpan.FromHours(6);

    /// <summary>The token that a container must send (<c>AWS_CONTAINER_AUTHORIZATION_TOKEN</c>); null asks for none.</summary>
    public string? ContainerToken { get; set; }
    /// <summary>How long a credential of <c>aws login</c> lasts: 15 minutes, as the service gives.</summary>
    public TimeSpan ConsoleCredentialLifetime { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>How long a session of <c>aws login</c> can be refreshed.</summary>
    public TimeSpan ConsoleSessionLifetime { get; set; } = TimeSpan.FromHours(12);

    /// <summary>The identity that signs in at the page of <c>aws login</c>.</summary>
    public string ConsoleIdentity { get; set; } = "arn:aws:sts::111122223333:assumed-role/Admin/ann";

    /// <summary>Overrules the <c>DurationSeconds</c> asked of STS, below its minimum of 900 s too. Null obeys.</summary>
    public TimeSpan? StsLifetime { get; set; }

    /// <summary>The status for a role that isn't assigned: 403 (seen in the field) or 404 (in the service model).</summary>
    public int UnassignedRoleStatus { get; set; } = 403;

    /// <summary>How many accounts or roles a page holds when the request doesn't say.</summary>
    public int PageSize { get; set; } = 20;

    /// <summary>The authorize page redirects the browser at once, as for a person who is signed in and has approved before.</summary>
    public bool AutoApprove { get; set; }

    /// <summary>The model's answer to every prompt.</summary>
    public string ModelText { get; set; } = "Hello from the Sandbox.";

    /// <summary>STS and Bedrock refuse unknown keys and wrong SigV4 signatures. Expired and revoked keys are refused always.</summary>
    public bool VerifySignatures { get; set; }

    internal DateTimeOffset Now => Clock.GetUtcNow();
}
