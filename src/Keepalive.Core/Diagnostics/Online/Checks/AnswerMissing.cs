using Keepalive.Network;

namespace Keepalive.Diagnostics.Online.Checks;

/// <summary>A connection that stands and gives no answer.</summary>
internal sealed class AnswerMissing() : EndpointCheck(
    "KA613", DiagnosticSeverity.Error,
    "A host gives no whole answer",
    "Calls wait for their time limit or end in the middle.")
{
    protected override bool Concerns(EndpointReport endpoint) => endpoint.Fault is NetworkFaultKind.AnswerTimedOut or NetworkFaultKind.ConnectionBroke;

    protected override string Detail(EndpointReport endpoint) =>
        endpoint.Fault == NetworkFaultKind.AnswerTimedOut ? "gave no whole answer in time" : "ended the connection before the answer";

    protected override string Seen(string hosts, bool several, string detail) => $"{hosts} {detail}.";

    protected override string Remedy(EndpointReport first, OnlineFacts facts) => "Run this again; if it stays, look for a VPN or proxy that drops connections.";
}
