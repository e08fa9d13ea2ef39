using Keepalive.Network;

namespace Keepalive.Diagnostics.Online.Checks;

/// <summary>A proxy that asks who is there.</summary>
internal sealed class ProxyWantsPassword() : EndpointCheck(
    "KA604", DiagnosticSeverity.Error,
    "The proxy requires a name and password",
    "It blocks every connection until it gets the right name and password.")
{
    protected override bool Concerns(EndpointReport endpoint) => endpoint.Fault == NetworkFaultKind.ProxyWantsPassword;

    protected override string Detail(EndpointReport endpoint) => endpoint.Proxy.Detail ?? "The proxy";

    protected override string Seen(string hosts, bool several, string detail) => $"{detail} answered with status 407 for {hosts}.";

    protected override string Remedy(EndpointReport first, OnlineFacts facts) =>
        "Set HTTPS_PROXY to http://user:password@host:port, or run a local proxy that signs in to this one (NTLM, Kerberos).";
}
