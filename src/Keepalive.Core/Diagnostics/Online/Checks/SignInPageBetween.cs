using Keepalive.Network;

namespace Keepalive.Diagnostics.Online.Checks;

/// <summary>A captive portal.</summary>
internal sealed class SignInPageBetween() : EndpointCheck(
    "KA611", DiagnosticSeverity.Error,
    "A page of the network stands in the way",
    "Every call is led to it and fails, until somebody signs in there.")
{
    protected override bool Concerns(EndpointReport endpoint) => endpoint.Fault == NetworkFaultKind.Redirected;

    protected override string Seen(string hosts, bool several, string detail) => $"Calls to {hosts} are led to another place.";

    protected override string Remedy(EndpointReport first, OnlineFacts facts) => "Open http://example.com in a browser, and sign in to the network there.";
}
