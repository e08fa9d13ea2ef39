using Keepalive.Aws.Network;
using Keepalive.Diagnostics.Findings;

namespace Keepalive.Diagnostics.Online;

/// <summary>A connection problem of one or more hosts. Hosts with the same problem make one finding, because they have one cause.</summary>
/// <param name="id">Stable for ever.</param>
/// <param name="severity">The most that a finding of it can be.</param>
/// <param name="title">The condition in a few words.</param>
/// <param name="why">What comes of it, in a sentence.</param>
internal abstract class EndpointCheck(string id, DiagnosticSeverity severity, string title, string why) : OnlineCheck(id, severity, title, why)
{
    public override IEnumerable<DiagnosticFinding> Examine(OnlineFacts facts) =>
        from endpoint in facts.Endpoints
        where Concerns(endpoint)
        group endpoint by Detail(endpoint) into alike
        select Found(
            Seen(WordList.And(alike.Select(endpoint => endpoint.Place).Distinct()), alike.Count() > 1, alike.Key),
            Remedy(alike.First(), facts),
            alike.All(endpoint => endpoint.Service == OnlineEndpoint.StartUrl) && Severity == DiagnosticSeverity.Error ? DiagnosticSeverity.Warning : null);

    protected abstract bool Concerns(EndpointReport endpoint);

    /// <summary>The part that must be equal for one finding.</summary>
    protected virtual string Detail(EndpointReport endpoint) => string.Empty;

    /// <summary>The facts of the finding.</summary>
    /// <param name="hosts">The hosts, as a part of a sentence.</param>
    /// <param name="several">There is more than one.</param>
    /// <param name="detail">What they have in common.</param>
    protected abstract string Seen(string hosts, bool several, string detail);

    protected abstract string Remedy(EndpointReport first, OnlineFacts facts);

    /// <summary>Between here and the proxy, so that the host has no part in it.</summary>
    protected static bool IsBeforeProxy(EndpointReport endpoint) =>
        endpoint.Proxy.State != ProbeState.NotNeeded
        && endpoint.Fault is (NetworkFaultKind.NameNotResolved or NetworkFaultKind.ConnectionRefused or NetworkFaultKind.ConnectTimedOut or NetworkFaultKind.Unreachable);
}
