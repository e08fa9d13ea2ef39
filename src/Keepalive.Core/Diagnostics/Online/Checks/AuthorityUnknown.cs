using Keepalive.Network;

namespace Keepalive.Diagnostics.Online.Checks;

/// <summary>A certificate that nobody trusted vouches for.</summary>
internal sealed class AuthorityUnknown() : EndpointCheck(
    "KA606", DiagnosticSeverity.Error,
    "The certificate of a host comes from an unknown authority",
    "No connection is made: something on the way may be reading along, your company or somebody else.")
{
    protected override bool Concerns(EndpointReport endpoint) => endpoint.Fault == NetworkFaultKind.Untrusted;

    protected override string Detail(EndpointReport endpoint) => endpoint.Issuer ?? "nobody";

    protected override string Seen(string hosts, bool several, string detail) =>
        $"The certificate{(several ? "s" : string.Empty)} of {hosts} {(several ? "were" : "was")} issued by {detail}.";

    protected override string Remedy(EndpointReport first, OnlineFacts facts) =>
        "If that is your company, get its root certificate as PEM from the administrators: AWS_CA_BUNDLE makes claude-aws and the aws CLI know it, NODE_EXTRA_CA_CERTS Claude Code and claude-aws. If it is not, leave this network.";
}
