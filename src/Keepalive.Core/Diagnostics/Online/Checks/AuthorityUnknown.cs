using Keepalive.Network;

namespace Keepalive.Diagnostics.Online.Checks;

/// <summary>A certificate whose issuer is not trusted.</summary>
internal sealed class AuthorityUnknown() : EndpointCheck(
    "KA606", DiagnosticSeverity.Error,
    "The certificate of a host was issued by an unknown authority",
    "Keepalive makes no connection, because your company or an attacker may be reading it.")
{
    protected override bool Concerns(EndpointReport endpoint) => endpoint.Fault == NetworkFaultKind.Untrusted;

    protected override string Detail(EndpointReport endpoint) => endpoint.Issuer ?? "an unknown issuer";

    protected override string Seen(string hosts, bool several, string detail) =>
        $"The certificate{(several ? "s" : string.Empty)} of {hosts} {(several ? "were" : "was")} issued by {detail}.";

    protected override string Remedy(EndpointReport first, OnlineFacts facts) =>
        "If the issuer is your company, get its root certificate as PEM from your administrators. Set AWS_CA_BUNDLE to that file for claude-aws and the aws CLI, and NODE_EXTRA_CA_CERTS for Claude Code and claude-aws. If it is not, leave this network.";
}
