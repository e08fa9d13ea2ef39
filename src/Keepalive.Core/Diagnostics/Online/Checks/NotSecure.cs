using Keepalive.Network;

namespace Keepalive.Diagnostics.Online.Checks;

/// <summary>Plain text where TLS should be.</summary>
internal sealed class NotSecure() : EndpointCheck(
    "KA610", DiagnosticSeverity.Error,
    "What answers does not speak TLS",
    "A sign-in page of the network, or a wrong proxy, answers in the place of the host.")
{
    protected override bool Concerns(EndpointReport endpoint) => endpoint.Fault == NetworkFaultKind.NotTls;

    protected override string Seen(string hosts, bool several, string detail) => $"In the place of {hosts} something answered that speaks no TLS.";

    protected override string Remedy(EndpointReport first, OnlineFacts facts) => first.ConfiguredBy is { } setting
        ? $"Check {setting}: it may say https of an address that speaks http."
        : "Open http://example.com in a browser and sign in to the network there; then check HTTPS_PROXY.";
}
