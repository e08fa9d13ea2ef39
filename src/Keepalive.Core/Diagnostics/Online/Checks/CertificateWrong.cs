using Keepalive.Network;

namespace Keepalive.Diagnostics.Online.Checks;

/// <summary>A certificate that does not fit.</summary>
internal sealed class CertificateWrong() : EndpointCheck(
    "KA608", DiagnosticSeverity.Error,
    "The certificate of a host does not fit",
    "No connection is made: the host is not who it should be, or this machine has another date.")
{
    protected override bool Concerns(EndpointReport endpoint) => endpoint.Fault is NetworkFaultKind.CertificateUntimely or NetworkFaultKind.CertificateOfOtherHost;

    protected override string Detail(EndpointReport endpoint) =>
        $"(issued by {endpoint.Issuer}) {(endpoint.Fault == NetworkFaultKind.CertificateUntimely ? "is expired or not valid yet" : "was issued to another host")}";

    protected override string Seen(string hosts, bool several, string detail) => $"The certificate of {hosts} {detail}.";

    protected override string Remedy(EndpointReport first, OnlineFacts facts) => first.Fault == NetworkFaultKind.CertificateUntimely
        ? "Check the date and time of this machine first."
        : "Open any page in a browser: a sign-in page of the network may stand in the way. Else check name server and proxy.";
}
