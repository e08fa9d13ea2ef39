using Keepalive.Network;

namespace Keepalive.Diagnostics.Online.Checks;

/// <summary>A proxy that asks who is there.</summary>
internal sealed class ProxyWantsPassword() : EndpointCheck(
    "KA604", DiagnosticSeverity.Error,
    "The proxy asks for a name and password",
    "It lets nothing through until it gets them, or gets the right ones.")
{
    protected override bool Concerns(EndpointReport endpoint) => endpoint.Fault == NetworkFaultKind.ProxyWantsPassword;

    protected override string Detail(EndpointReport endpoint) => endpoint.Proxy.Detail ?? "The proxy";

    protected override string Seen(string hosts, bool several, string detail) => $"{detail} answered with the status 407 when asked for {hosts}.";

    protected override string Remedy(EndpointReport first, OnlineFacts facts) =>
        "Put them into HTTPS_PROXY as http://user:password@host:port, or run a local proxy that signs in for you (NTLM, Kerberos).";
}
