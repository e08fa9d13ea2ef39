using Keepalive.Network;

namespace Keepalive.Diagnostics.Online.Checks;

/// <summary>A proxy that does not want a host.</summary>
internal sealed class ProxyRefuses() : EndpointCheck(
    "KA605", DiagnosticSeverity.Error,
    "The proxy blocks a host",
    "Every call to the host fails, also after retries.")
{
    protected override bool Concerns(EndpointReport endpoint) => endpoint.Fault == NetworkFaultKind.ProxyRefused;

    protected override string Detail(EndpointReport endpoint) => endpoint.Proxy.Detail ?? "The proxy";

    protected override string Seen(string hosts, bool several, string detail) => $"{detail} does not connect to {hosts}.";

    protected override string Remedy(EndpointReport first, OnlineFacts facts) =>
        "Give your administrators the list of hosts to allow, or add an exception to NO_PROXY.";
}
