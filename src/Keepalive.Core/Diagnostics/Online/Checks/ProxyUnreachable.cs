namespace Keepalive.Diagnostics.Online.Checks;

/// <summary>A proxy that is not there.</summary>
internal sealed class ProxyUnreachable() : EndpointCheck(
    "KA603", DiagnosticSeverity.Error,
    "The proxy can't be reached",
    "Everything that goes through it fails, also where the way without it would be free.")
{
    protected override bool Concerns(EndpointReport endpoint) => IsBeforeProxy(endpoint);

    protected override string Detail(EndpointReport endpoint) => endpoint.Message ?? string.Empty;

    protected override string Seen(string hosts, bool several, string detail) => detail;

    protected override string Remedy(EndpointReport first, OnlineFacts facts) =>
        "Correct or unset HTTPS_PROXY; away from the company's network its proxy is often not there.";
}
