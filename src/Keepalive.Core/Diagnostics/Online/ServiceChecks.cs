using Keepalive.Diagnostics.Findings;

namespace Keepalive.Diagnostics.Online;

/// <summary>A role that the person does not have.</summary>
internal sealed class RoleNotAssigned() : OnlineCheck(
    "KA617", DiagnosticSeverity.Error,
    "The role of the profile in use is not assigned to you",
    "The sign-in succeeds, but AWS gives no credential after it.")
{
    public override IEnumerable<DiagnosticFinding> Examine(OnlineFacts facts)
    {
        if (facts.Role is { Code: KeepaliveErrorCode.RoleNotAssigned } refused)
        {
            yield return Found(refused.Message, refused.Advice);
        }
    }
}

/// <summary>A service that is in trouble itself.</summary>
internal sealed class ServiceInTrouble() : EndpointCheck(
    "KA619", DiagnosticSeverity.Warning,
    "AWS reports an internal error",
    "The problem is at AWS, not on this machine.")
{
    protected override bool Concerns(EndpointReport endpoint) => endpoint is { Fault: null, Status: >= 500, ConfiguredBy: null };

    protected override string Seen(string hosts, bool several, string detail) => $"{hosts} answered with a server error.";

    protected override string Remedy(EndpointReport first, OnlineFacts facts) => "Retry in a minute. https://health.aws.amazon.com shows known problems.";
}

/// <summary>A token that has not expired, but that the service rejects.</summary>
internal sealed class TokenTakenBack() : OnlineCheck(
    "KA618", DiagnosticSeverity.Error,
    "The service no longer accepts the token",
    "The token has not expired, so every tool continues to use it and fails.")
{
    public override IEnumerable<DiagnosticFinding> Examine(OnlineFacts facts)
    {
        if (facts.Role is { Code: KeepaliveErrorCode.AccessTokenRejected } refused)
        {
            yield return Found(refused.Message, refused.Advice);
        }
    }
}
