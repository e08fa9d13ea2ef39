using Keepalive.Network;

namespace Keepalive.Diagnostics.Online.Checks;

/// <summary>A captive portal.</summary>
internal sealed class SignInPageBetween() : EndpointCheck(
    "KA611", DiagnosticSeverity.Error,
    "The network requires a sign-in (captive portal)",
    "Every call is redirected to its sign-in page and fails until you sign in there.")
{
    protected override bool Concerns(EndpointReport endpoint) => endpoint.Fault == NetworkFaultKind.Redirected;

    protected override string Seen(string hosts, bool several, string detail) => $"Calls to {hosts} are redirected to another host.";

    protected override string Remedy(EndpointReport first, OnlineFacts facts) => "Open http://example.com in a browser, and sign in to the network there.";
}
