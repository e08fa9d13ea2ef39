using Keepalive.Network;

namespace Keepalive.Diagnostics.Online.Checks;

/// <summary>A web page in the place of an answer.</summary>
internal sealed class BlockPage() : EndpointCheck(
    "KA612", DiagnosticSeverity.Error,
    "A device on the network answers instead of AWS",
    "The call does not reach AWS. Tools report an unreadable answer.")
{
    protected override bool Concerns(EndpointReport endpoint) => endpoint.Fault == NetworkFaultKind.ForeignAnswer;

    protected override string Detail(EndpointReport endpoint) => endpoint.Message?.Replace(endpoint.Host, "AWS", StringComparison.Ordinal) ?? string.Empty;

    protected override string Seen(string hosts, bool several, string detail) => $"{detail} Affected: {hosts}.";

    protected override string Remedy(EndpointReport first, OnlineFacts facts) =>
        "Open the address in a browser to see which product blocks it. Give your administrators the list of hosts to allow.";
}
