using System.Security.Authentication;
using Keepalive.Aws.Network;

namespace Keepalive.Diagnostics.Online;

/// <summary>Turns what the witness saw into the steps of a report.</summary>
/// <param name="endpoint">What was asked.</param>
/// <param name="url">Where.</param>
/// <param name="witness">How far the connection came.</param>
/// <param name="settings">The time limits.</param>
/// <param name="clock">The time.</param>
internal sealed class ProbeTrace(OnlineEndpoint endpoint, Uri url, ConnectionTrace witness, NetworkSettings settings, TimeProvider clock)
{
    /// <summary>The proxy on the way; null for none.</summary>
    public ProxyRoute? Proxy { get; set; }

    private bool IsTls => url.Scheme == Uri.UriSchemeHttps;

    public EndpointReport Answered(HttpResponseMessage answer, TimeSpan took)
    {
        int status = (int)answer.StatusCode;
        TimeSpan before = (witness.Resolving ?? default) + (witness.Connecting ?? default) + (witness.Securing ?? default);
        (NetworkFaultKind Kind, string Message)? foreign = endpoint.IsPage ? ForeignPage.Judge(url, answer) : null;
        return Report(foreign?.Kind, foreign?.Message) with
        {
            Http = new ProbeStep(foreign is null ? ProbeState.Passed : ProbeState.Failed, Milliseconds(took - before), $"status {status}"),
            Status = status,
            ClockSkewSeconds = answer.Headers.Date is { } date ? (long)(date - clock.GetUtcNow()).TotalSeconds : null,
        };
    }

    public EndpointReport Failed(NetworkFaultKind kind, string message)
    {
        NetworkFaultKind precise = kind switch
        {
            NetworkFaultKind.ConnectTimedOut when witness.Connecting is not null => NetworkFaultKind.HandshakeTimedOut,
            NetworkFaultKind.ConnectTimedOut when witness.Resolving is null => NetworkFaultKind.NameNotResolved,
            _ => kind,
        };
        string sentence = precise switch
        {
            NetworkFaultKind.HandshakeTimedOut when precise != kind => $"The connection to {url.IdnHost} was opened, but the TLS handshake was not completed within {Duration.Format(settings.ConnectTimeout)}.",
            NetworkFaultKind.NameNotResolved when precise != kind => $"No name server returned the address of {(Proxy?.Url ?? url).IdnHost} within {Duration.Format(settings.ConnectTimeout)}.",
            _ => message,
        };
        EndpointReport report = Report(precise, sentence);
        return IsAfterHandshake(precise) ? report with { Http = new ProbeStep(ProbeState.Failed) } : report;
    }

    private static bool IsOfProxy(NetworkFaultKind? kind) =>
        kind is NetworkFaultKind.ProxyRefused or NetworkFaultKind.ProxyWantsPassword or NetworkFaultKind.ProxySilent or NetworkFaultKind.ProxyHungUp;

    private static bool IsAfterHandshake(NetworkFaultKind kind) =>
        kind is NetworkFaultKind.AnswerTimedOut or NetworkFaultKind.ConnectionBroke or NetworkFaultKind.Redirected or NetworkFaultKind.ForeignAnswer;

    private EndpointReport Report(NetworkFaultKind? fault, string? message)
    {
        ObservedCertificate? seen = IsTls ? witness.Certificate(url.IdnHost) : null;
        return new EndpointReport(endpoint.Service, url.GetLeftPart(UriPartial.Path), endpoint.ConfiguredBy, fault, message)
        {
            Host = url.IdnHost,
            Place = url.IsDefaultPort ? url.IdnHost : $"{url.IdnHost}:{url.Port}",
            Dns = witness.Resolving is { } resolving ? new ProbeStep(ProbeState.Passed, Milliseconds(resolving), witness.Address?.ToString())
                : new ProbeStep(fault == NetworkFaultKind.NameNotResolved ? ProbeState.Failed : ProbeState.NotReached),
            Connect = witness.Connecting is { } connecting ? new ProbeStep(ProbeState.Passed, Milliseconds(connecting))
                : new ProbeStep(witness.Resolving is null ? ProbeState.NotReached : ProbeState.Failed),
            Proxy = Tunnel(fault),
            Route = Proxy,
            Tls = Handshake(fault, seen),
            Issuer = seen?.Issuer,
            Certificate = seen,
            IsIntercepted = seen is { IsTrusted: true } && (seen.IsInspector || (!seen.IsAmazon && AmazonHosts.IsCertifiedByAmazon(url.IdnHost))),
        };
    }

    private ProbeStep Tunnel(NetworkFaultKind? fault)
    {
        string? address = Proxy is null ? null : $"{Proxy.Url.Scheme}://{Proxy.Address}";
        return Proxy is null ? new ProbeStep(ProbeState.NotNeeded)
            : IsOfProxy(fault) ? new ProbeStep(ProbeState.Failed, Detail: address)
            : new ProbeStep(witness.Connecting is null ? ProbeState.NotReached : ProbeState.Passed, Detail: address);
    }

    private ProbeStep Handshake(NetworkFaultKind? fault, ObservedCertificate? seen) =>
        !IsTls ? new ProbeStep(ProbeState.NotNeeded)
        : witness.Securing is { } securing ? new ProbeStep(ProbeState.Passed, Milliseconds(securing), Version(witness.Protocol))
        : witness.Connecting is null || IsOfProxy(fault) ? new ProbeStep(ProbeState.NotReached)
        : new ProbeStep(ProbeState.Failed, Detail: seen is null ? null : "certificate refused");

    private static string Version(SslProtocols protocol) => protocol switch
    {
        SslProtocols.Tls13 => "TLS 1.3",
        SslProtocols.Tls12 => "TLS 1.2",
        _ => "TLS",
    };

    private static long Milliseconds(TimeSpan time) => Math.Max(0, (long)Math.Round(time.TotalMilliseconds));
}
