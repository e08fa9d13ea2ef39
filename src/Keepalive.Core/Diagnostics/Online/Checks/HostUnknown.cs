using Keepalive.Network;

namespace Keepalive.Diagnostics.Online.Checks;

/// <summary>A name without an address.</summary>
internal sealed class HostUnknown() : EndpointCheck(
    "KA601", DiagnosticSeverity.Error,
    "The name of a host can't be resolved",
    "No call reaches the host. Its name may exist only inside the company network or VPN.")
{
    protected override bool Concerns(EndpointReport endpoint) => endpoint.Fault == NetworkFaultKind.NameNotResolved && !IsBeforeProxy(endpoint);

    protected override string Seen(string hosts, bool several, string detail) => $"No address was found for {hosts}.";

    protected override string Remedy(EndpointReport first, OnlineFacts facts) =>
        "Connect to the network or VPN. If your network requires a proxy, set HTTPS_PROXY. Also check the region in the profile.";
}
