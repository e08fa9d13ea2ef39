namespace Keepalive.Diagnostics.Online.Checks;

/// <summary>A proxy that is not there.</summary>
internal sealed class ProxyUnreachable() : EndpointCheck(
    "KA603", DiagnosticSeverity.Error,
    "The proxy can't be reached",
    "Every call through the proxy fails, even if a direct connection would work.")
{
    protected override bool Concerns(EndpointReport endpoint) => IsBeforeProxy(endpoint);

    protected override string Detail(EndpointReport endpoint) => endpoint.Message ?? string.Empty;

    protected override string Seen(string hosts, bool several, string detail) => detail;

    protected override string Remedy(EndpointReport first, OnlineFacts facts) =>
        "Correct or unset HTTPS_PROXY. A company proxy often exists only inside the company network.";
}
