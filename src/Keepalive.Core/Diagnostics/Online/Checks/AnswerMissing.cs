using Keepalive.Network;

namespace Keepalive.Diagnostics.Online.Checks;

/// <summary>A connection that stands and gives no answer.</summary>
internal sealed class AnswerMissing() : EndpointCheck(
    "KA613", DiagnosticSeverity.Error,
    "A host gives no complete answer",
    "Calls wait until their time limit, or the connection breaks.")
{
    protected override bool Concerns(EndpointReport endpoint) => endpoint.Fault is NetworkFaultKind.AnswerTimedOut or NetworkFaultKind.ConnectionBroke;

    protected override string Detail(EndpointReport endpoint) =>
        endpoint.Fault == NetworkFaultKind.AnswerTimedOut ? "gave no complete answer in time" : "closed the connection before it answered";

    protected override string Seen(string hosts, bool several, string detail) => $"{hosts} {detail}.";

    protected override string Remedy(EndpointReport first, OnlineFacts facts) => "Run the doctor again. If the finding remains, check whether a VPN or proxy drops connections.";
}
