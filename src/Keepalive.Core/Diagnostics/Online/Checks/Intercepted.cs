namespace Keepalive.Diagnostics.Online.Checks;

/// <summary>A connection that is opened on the way, by somebody who is trusted.</summary>
internal sealed class Intercepted() : EndpointCheck(
    "KA607", DiagnosticSeverity.Warning,
    "Something on the way opens the secure connections",
    "It works while every program knows that authority and the pages come unchanged; else there are errors that name something else.")
{
    protected override bool Concerns(EndpointReport endpoint) => endpoint.IsIntercepted;

    protected override string Detail(EndpointReport endpoint) => endpoint.Issuer ?? "nobody";

    protected override string Seen(string hosts, bool several, string detail) =>
        $"The certificate{(several ? "s" : string.Empty)} of {hosts} {(several ? "come" : "comes")} from {detail}, not from Amazon.";

    protected override string Remedy(EndpointReport first, OnlineFacts facts) => "Hand the list of hosts to allow to the administrators, to be let through unopened.";
}
