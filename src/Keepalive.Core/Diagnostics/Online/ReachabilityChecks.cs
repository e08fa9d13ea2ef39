using Keepalive.Aws.Network;
using Keepalive.Diagnostics.Findings;

namespace Keepalive.Diagnostics.Online;

/// <summary>A name without an address.</summary>
internal sealed class HostUnknown() : EndpointCheck(
    "KA601", DiagnosticSeverity.Error,
    "The name of a host can't be resolved",
    "No call reaches the host. Its name may exist only inside the company network or VPN.")
{
    protected override bool Concerns(EndpointReport endpoint) => endpoint.Fault == NetworkFaultKind.NameNotResolved && !IsBeforeProxy(endpoint);

    protected override string Seen(string hosts, bool several, string detail) => $"No address was found for {hosts}.";

    protected override string Remedy(EndpointReport first, OnlineFacts facts) =>
        "Connect to the network or VPN. If your network requires a proxy, set HTTPS_PROXY. Also check the region in the profile.";
}

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

/// <summary>A connection that stands and gives no answer.</summary>
internal sealed class AnswerMissing() : EndpointCheck(
    "KA613", DiagnosticSeverity.Error,
    "A host gives no complete answer",
    "Calls wait until their time limit, or the connection breaks.")
{
    protected override bool Concerns(EndpointReport endpoint) => endpoint.Fault is NetworkFaultKind.AnswerTimedOut or NetworkFaultKind.ConnectionBroke;

    protected override string Detail(EndpointReport endpoint) =>
        endpoint.Fault == NetworkFaultKind.AnswerTimedOut ? "gave no complete answer in time" : "closed the connection before it answered";

    protected override string Seen(string hosts, bool several, string detail) => $"{hosts} {detail}.";

    protected override string Remedy(EndpointReport first, OnlineFacts facts) => "Run the doctor again. If the finding remains, check whether a VPN or proxy drops connections.";
}

/// <summary>A setting of the network that makes no sense.</summary>
internal sealed class NetworkSettingWrong() : EndpointCheck(
    "KA620", DiagnosticSeverity.Error,
    "A network setting is not valid",
    "Keepalive makes no call with it, so that no token is sent to a wrong host.")
{
    protected override bool Concerns(EndpointReport endpoint) => endpoint.Fault == NetworkFaultKind.SettingInvalid;

    protected override string Detail(EndpointReport endpoint) => endpoint.Message ?? string.Empty;

    protected override string Seen(string hosts, bool several, string detail) => detail;

    protected override string Remedy(EndpointReport first, OnlineFacts facts) => "Correct the setting, or remove it.";
}

/// <summary>Variables of the network that Claude Code has otherwise than the shell.</summary>
internal sealed class TwoWaysOut() : OnlineCheck(
    "KA621", DiagnosticSeverity.Information,
    "Claude Code and the shell have different network settings",
    "The network results above are for the shell's settings. Claude Code and its helpers use other settings.")
{
    private static readonly string[] s_names =
        ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy", "NO_PROXY", "no_proxy", "NODE_EXTRA_CA_CERTS", "AWS_CA_BUNDLE", "SSL_CERT_FILE"];

    /// <summary>The values stay untold: a proxy's may hold a password.</summary>
    public override IEnumerable<DiagnosticFinding> Examine(OnlineFacts facts)
    {
        string[] others = [.. s_names.Where(name => facts.Context.FindSetting("env", name)?.Text is { Length: > 0 } value && value != facts.Context.Environment.Get(name))];
        if (others.Length > 0)
        {
            yield return Found(
                $"Claude Code's settings have a different value for {WordList.And(others)}.",
                "If only one of the two works, set both to the same value. To check Claude Code's settings, run the doctor inside Claude Code: ! claude-aws doctor.");
        }
    }
}
