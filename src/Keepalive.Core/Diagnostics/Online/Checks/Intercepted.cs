namespace Keepalive.Diagnostics.Online.Checks;

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
