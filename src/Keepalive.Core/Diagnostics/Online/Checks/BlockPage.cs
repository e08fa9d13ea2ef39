using Keepalive.Network;

namespace Keepalive.Diagnostics.Online.Checks;

/// <summary>A web page in the place of an answer.</summary>
internal sealed class BlockPage() : EndpointCheck(
    "KA612", DiagnosticSeverity.Error,
    "Something on the way answers with a page of its own",
    "The call never reaches AWS; tools report an answer that they can't read.")
{
    protected override bool Concerns(EndpointReport endpoint) => endpoint.Fault == NetworkFaultKind.ForeignAnswer;

    protected override string Detail(EndpointReport endpoint) => endpoint.Message?.Replace(endpoint.Host, "AWS", StringComparison.Ordinal) ?? string.Empty;

    protected override string Seen(string hosts, bool several, string detail) => $"{detail} It was so with {hosts}.";

    protected override string Remedy(EndpointReport first, OnlineFacts facts) =>
        "Open the address in a browser to see who blocks it, and hand the list of hosts to allow to the administrators.";
}
