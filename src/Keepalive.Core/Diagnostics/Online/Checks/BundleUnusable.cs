using Keepalive.Network;

namespace Keepalive.Diagnostics.Online.Checks;

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
