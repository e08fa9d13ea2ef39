using Keepalive.Network;

namespace Keepalive.Diagnostics.Online.Checks;

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
