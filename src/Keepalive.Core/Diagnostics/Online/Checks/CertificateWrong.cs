using Keepalive.Network;

namespace Keepalive.Diagnostics.Online.Checks;

/// <summary>A certificate that does not fit.</summary>
internal sealed class CertificateWrong() : EndpointCheck(
    "KA608", DiagnosticSeverity.Error,
    "The certificate of a host is not valid",
    "Keepalive makes no connection: this is another host, or the date of this machine is wrong.")
{
    protected override bool Concerns(EndpointReport endpoint) => endpoint.Fault is NetworkFaultKind.CertificateUntimely or NetworkFaultKind.CertificateOfOtherHost;

    protected override string Detail(EndpointReport endpoint) =>
        $"(issued by {endpoint.Issuer}) {(endpoint.Fault == NetworkFaultKind.CertificateUntimely ? "is expired or not valid yet" : "was issued to another host")}";

    protected override string Seen(string hosts, bool several, string detail) => $"The certificate of {hosts} {detail}.";

    protected override string Remedy(EndpointReport first, OnlineFacts facts) => first.Fault == NetworkFaultKind.CertificateUntimely
        ? "Check the date and time of this machine first."
        : "Open any page in a browser: the network may require you to sign in first. If it does not, check the name server and the proxy.";
}
