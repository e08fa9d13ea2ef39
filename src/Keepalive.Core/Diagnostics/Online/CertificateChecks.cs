using Keepalive.Aws.Network;
using Keepalive.Diagnostics.Findings;

namespace Keepalive.Diagnostics.Online;

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
        "If the issuer is your company, get its root certificate as PEM from your administrators. Set AWS_CA_BUNDLE to that file for claude-aws and the aws CLI, and NODE_EXTRA_CA_CERTS for Claude Code and claude-aws. If the issuer is not your company, leave this network.";
}

/// <summary>A bundle that might help and can't be read.</summary>
internal sealed class BundleUnusable() : EndpointCheck(
    "KA616", DiagnosticSeverity.Error,
    "A certificate bundle is needed, but can't be used",
    "Keepalive makes no connection, because it can't verify the certificate of the host.")
{
    protected override bool Concerns(EndpointReport endpoint) => endpoint.Fault == NetworkFaultKind.BundleUnreadable;

    protected override string Detail(EndpointReport endpoint) => endpoint.Message ?? string.Empty;

    protected override string Seen(string hosts, bool several, string detail) => detail;

    protected override string Remedy(EndpointReport first, OnlineFacts facts) => "Save your company's root certificate as PEM in that file, or correct the path.";
}

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

/// <summary>A handshake that ends before its time.</summary>
internal sealed class HandshakeCut() : EndpointCheck(
    "KA609", DiagnosticSeverity.Error,
    "The connection is cut during the TLS handshake",
    "Usually a firewall or VPN blocks the host. Retrying does not help.")
{
    protected override bool Concerns(EndpointReport endpoint) =>
        endpoint.Fault is NetworkFaultKind.HandshakeReset or NetworkFaultKind.HandshakeClosed or NetworkFaultKind.HandshakeTimedOut;

    protected override string Detail(EndpointReport endpoint) => endpoint.Fault switch
    {
        NetworkFaultKind.HandshakeReset => "was reset",
        NetworkFaultKind.HandshakeClosed => "was closed",
        _ when endpoint.Proxy.Detail is { } proxy => $"got no answer through {proxy}",
        _ => "got no answer",
    };

    protected override string Seen(string hosts, bool several, string detail) => $"The TLS handshake with {hosts} {detail}.";

    protected override string Remedy(EndpointReport first, OnlineFacts facts) =>
        "Try with the VPN on and with the VPN off. For a permanent solution, give your administrators the list of hosts to allow.";
}

/// <summary>A connection that is decrypted by a proxy whose certificate authority is trusted.</summary>
internal sealed class Intercepted() : EndpointCheck(
    "KA607", DiagnosticSeverity.Warning,
    "A proxy decrypts TLS connections",
    "Calls work only if every program trusts the proxy's certificate authority and the proxy changes no content. Otherwise misleading errors appear.")
{
    protected override bool Concerns(EndpointReport endpoint) => endpoint.IsIntercepted;

    protected override string Detail(EndpointReport endpoint) => endpoint.Issuer ?? "an unknown issuer";

    protected override string Seen(string hosts, bool several, string detail) =>
        $"The certificate{(several ? "s" : string.Empty)} of {hosts} {(several ? "were" : "was")} issued by {detail}, not by Amazon.";

    protected override string Remedy(EndpointReport first, OnlineFacts facts) => "Give your administrators the list of hosts to allow without decryption.";
}

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
        : first.Route is { Url.Scheme: "https", Variable: { } variable } ? $"Most proxies use plain HTTP: begin {variable} with http:// instead of https://."
        : $"Open http://example.com in a browser and sign in to the network there. Then check {first.Route?.Words.Setting ?? "HTTPS_PROXY"}.";
}

/// <summary>A program that does not know the authority of an inspected network.</summary>
internal sealed class ProgramLacksAuthority() : OnlineCheck(
    "KA615", DiagnosticSeverity.Warning,
    "A program does not trust the certificate authority of the decrypting proxy",
    "Its connections to AWS fail with a certificate error, although other programs may work.")
{
    /// <summary>Of claude-aws itself another check tells.</summary>
    public override IEnumerable<DiagnosticFinding> Examine(OnlineFacts facts) =>
        from program in facts.Programs
        where !program.Trusts && program.Program != ProgramTrust.Ours
        select Found(
            $"{program.Program}: {program.Seen.TrimEnd('.')}.",
            $"Get the root certificate of that authority as PEM from your administrators, and set {program.Variable} to the file{(program.Program == ProgramTrust.Client ? ", under 'env' in Claude Code's settings. Then restart Claude Code" : string.Empty)}.");
}

/// <summary>A clock that is far from AWS's.</summary>
internal sealed class ClockSkewed() : OnlineCheck(
    "KA614", DiagnosticSeverity.Error,
    "The clock of this machine is wrong",
    "AWS rejects requests if the clock is wrong by five minutes. Claude Code compares expiry times with this clock.")
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(5);

    /// <summary>A proxy may answer out of its memory, with an old date: the one that is nearest counts.</summary>
    public override IEnumerable<DiagnosticFinding> Examine(OnlineFacts facts)
    {
        long[] skews = [.. facts.Endpoints.Select(endpoint => endpoint.ClockSkewSeconds).OfType<long>().OrderBy(Math.Abs)];
        if (skews.Length > 0 && TimeSpan.FromSeconds(skews[0]) is var skew && skew.Duration() > s_limit)
        {
            yield return Found(
                $"The clock is {Duration.Format(skew.Duration())} {(skew > TimeSpan.Zero ? "behind" : "ahead of")} AWS.",
                "Synchronize the clock (Windows: w32tm /resync; Linux: timedatectl set-ntp true; WSL: wsl --shutdown).");
        }
    }
}
