namespace Keepalive.Diagnostics.Online.Checks;

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
