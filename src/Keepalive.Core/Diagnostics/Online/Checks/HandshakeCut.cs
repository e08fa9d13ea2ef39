using Keepalive.Network;

namespace Keepalive.Diagnostics.Online.Checks;

/// <summary>A handshake that ends before its time.</summary>
internal sealed class HandshakeCut() : EndpointCheck(
    "KA609", DiagnosticSeverity.Error,
    "The connection is cut before it is secure",
    "As a rule a firewall or VPN does that to hosts it has on a list; trying again changes nothing.")
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

    protected override string Seen(string hosts, bool several, string detail) => $"The handshake with {hosts} {detail}.";

    protected override string Remedy(EndpointReport first, OnlineFacts facts) =>
        "Try it with the VPN on, and off; for good, hand the list of hosts to allow to the administrators.";
}
