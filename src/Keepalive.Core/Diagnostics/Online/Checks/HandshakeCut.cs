using Keepalive.Network;

namespace Keepalive.Diagnostics.Online.Checks;

/// <summary>A handshake that ends before its time.</summary>
internal sealed class HandshakeCut() : EndpointCheck(
    "KA609", DiagnosticSeverity.Error,
    "The connection is cut during the TLS handshake",
    "Usually a firewall or VPN blocks the host. Retrying does not help.")
{
    protected override bool Concerns(EndpointReport endpoint) =>
        endpoint.Fault is NetworkFaultKind.HandshakeReset or NetworkFaultKind.HandshakeClosed or NetworkFaultKind.HandshakeTimedOut;

    protected override string Detail(EndpointReport endpoint) => endpoint.Fault switch
    {
        NetworkFaultKind.HandshakeReset => "was reset",
        NetworkFaultKind.HandshakeClosed => "was closed",
        _ when endpoint.Proxy is { State: ProbeState.NotReached, Detail: { } proxy } => $"got no answer through {proxy}",
        _ => "got no answer",
    };

    protected override string Seen(string hosts, bool several, string detail) => $"The TLS handshake with {hosts} {detail}.";

    protected override string Remedy(EndpointReport first, OnlineFacts facts) =>
        "Try with the VPN on and with the VPN off. For a permanent solution, give your administrators the list of hosts to allow.";
}
