using Keepalive.Network;

namespace Keepalive.Diagnostics.Online.Checks;

/// <summary>Plain text where TLS should be.</summary>
internal sealed class NotSecure() : EndpointCheck(
    "KA610", DiagnosticSeverity.Error,
    "The answering program does not use TLS",
    "A captive portal or a wrong proxy answers instead of the host.")
{
    protected override bool Concerns(EndpointReport endpoint) => endpoint.Fault == NetworkFaultKind.NotTls;

    protected override string Seen(string hosts, bool several, string detail) => $"The answer for {hosts} did not use TLS.";

    protected override string Remedy(EndpointReport first, OnlineFacts facts) => first.ConfiguredBy is { } setting
        ? $"Check {setting}: it may begin with https although the address uses http."
        : "Open http://example.com in a browser and sign in to the network there. Then check HTTPS_PROXY.";
}
