using Keepalive.Aws.Network;
using Keepalive.Diagnostics.Findings;

namespace Keepalive.Diagnostics.Online;

/// <summary>A proxy that does not want a host.</summary>
internal sealed class ProxyRefuses() : EndpointCheck(
    "KA605", DiagnosticSeverity.Error,
    "The proxy does not connect to a host",
    "Every call to the host fails, also after retries.")
{
    protected override bool Concerns(EndpointReport endpoint) =>
        endpoint.Fault is NetworkFaultKind.ProxyRefused or NetworkFaultKind.ProxySilent or NetworkFaultKind.ProxyHungUp;

    /// <summary>The sentence of the error tells the status, and so whether the proxy forbids the host or does not reach it.</summary>
    protected override string Detail(EndpointReport endpoint) => endpoint.Message ?? "The proxy blocks the connection.";

    protected override string Seen(string hosts, bool several, string detail) => $"{detail} Affected: {hosts}.";

    protected override string Remedy(EndpointReport first, OnlineFacts facts) =>
        first.Advice ?? "Give your administrators the list of hosts to allow, or add an exception to NO_PROXY.";
}

/// <summary>A proxy that is not there.</summary>
internal sealed class ProxyUnreachable() : EndpointCheck(
    "KA603", DiagnosticSeverity.Error,
    "The proxy can't be reached",
    "Every call through the proxy fails, even if a direct connection would work.")
{
    protected override bool Concerns(EndpointReport endpoint) => IsBeforeProxy(endpoint);

    protected override string Detail(EndpointReport endpoint) => endpoint.Message ?? string.Empty;

    protected override string Seen(string hosts, bool several, string detail) => detail;

    protected override string Remedy(EndpointReport first, OnlineFacts facts) =>
        $"Correct {first.Route?.Words.Setting ?? "HTTPS_PROXY"}, or remove it. A company proxy often exists only inside the company network.";
}

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
        $"Set {first.Route?.Variable ?? "HTTPS_PROXY"} to http://user:password@host:port, or run a local proxy that signs in to the required proxy (NTLM, Kerberos).";
}

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

/// <summary>A captive portal.</summary>
internal sealed class SignInPageBetween() : EndpointCheck(
    "KA611", DiagnosticSeverity.Error,
    "The network requires a sign-in (captive portal)",
    "Its sign-in page answers every call, so that all calls fail until you sign in there.")
{
    protected override bool Concerns(EndpointReport endpoint) => endpoint.Fault == NetworkFaultKind.Redirected;

    /// <summary>The sentence of the error tells whether it redirects or demands the sign-in (RFC 6585).</summary>
    protected override string Detail(EndpointReport endpoint) => endpoint.Message?.Replace(endpoint.Host, "AWS", StringComparison.Ordinal) ?? string.Empty;

    protected override string Seen(string hosts, bool several, string detail) => $"{detail} Affected: {hosts}.";

    protected override string Remedy(EndpointReport first, OnlineFacts facts) => "Open http://example.com in a browser, and sign in to the network there.";
}
