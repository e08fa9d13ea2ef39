using Keepalive.Network;

namespace Keepalive.Diagnostics.Online.Checks;

/// <summary>A host that no connection reaches.</summary>
internal sealed class HostUnreachable() : EndpointCheck(
    "KA602", DiagnosticSeverity.Error,
    "A host can't be reached",
    "Every call to the host fails, often only after the time limit.")
{
    protected override bool Concerns(EndpointReport endpoint) =>
        !IsBeforeProxy(endpoint) && endpoint.Fault is NetworkFaultKind.ConnectionRefused or NetworkFaultKind.ConnectTimedOut or NetworkFaultKind.Unreachable;

    protected override string Detail(EndpointReport endpoint) => endpoint.Fault switch
    {
        NetworkFaultKind.ConnectionRefused => "refused the connection",
        NetworkFaultKind.ConnectTimedOut => "did not answer in time",
        _ => "could not be reached from here",
    };

    protected override string Seen(string hosts, bool several, string detail) => $"{hosts} {detail}.";

    protected override string Remedy(EndpointReport first, OnlineFacts facts) => first.ConfiguredBy is { } setting
        ? $"Check {setting}, which sets this address."
        : "Check the network and the VPN. If your network requires a proxy, set HTTPS_PROXY.";
}
