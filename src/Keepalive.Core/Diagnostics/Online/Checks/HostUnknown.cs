using Keepalive.Network;

namespace Keepalive.Diagnostics.Online.Checks;

/// <summary>A name without an address.</summary>
internal sealed class HostUnknown() : EndpointCheck(
    "KA601", DiagnosticSeverity.Error,
    "The name of a host can't be resolved",
    "Nothing reaches the host; away from the network or the VPN its name may not exist.")
{
    protected override bool Concerns(EndpointReport endpoint) => endpoint.Fault == NetworkFaultKind.NameNotResolved && !IsBeforeProxy(endpoint);

    protected override string Seen(string hosts, bool several, string detail) => $"No address is known for {hosts}.";

    protected override string Remedy(EndpointReport first, OnlineFacts facts) =>
        "Connect the network or VPN; where only a proxy leads out, set HTTPS_PROXY; and check the region in the profile.";
}
