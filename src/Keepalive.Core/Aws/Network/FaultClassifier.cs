using System.Net.Sockets;
using System.Security.Authentication;

namespace Keepalive.Aws.Network;

/// <summary>
/// Exception → condition, by types and codes alone: the texts differ by platform and are absent from the native build.
/// </summary>
internal static class FaultClassifier
{
    /// <summary>Null for an exception that is none of the network's.</summary>
    public static NetworkFault? Classify(Exception exception, FaultCircumstances at) => exception switch
    {
        _ when at.CallTimedOut => AnswerLost(
            at, $"no complete answer within {Duration.Format(at.Settings.CallTimeout)}", NetworkFaultKind.AnswerTimedOut),
        _ when ProxyFaults.Find(exception, at) is { } ofProxy => ofProxy,
        HttpRequestException request => OfRequest(request, at),
        OperationCanceledException => OfConnectTimeout(exception, at),
        InvalidDataException => AnswerLost(at, "the answer is larger than any valid answer of this service"),
        IOException => Broken(at, "the connection broke"),
        _ => null,
    };

    private static NetworkFault OfRequest(HttpRequestException exception, FaultCircumstances at) => exception.HttpRequestError switch
    {
        HttpRequestError.NameResolutionError => NameNotResolved(exception, at),
        HttpRequestError.ConnectionError => OfConnection(exception, at),
        HttpRequestError.SecureConnectionError => OfHandshake(exception, at),
        HttpRequestError.ResponseEnded => Broken(at, "the connection was closed before the answer was complete"),
        _ => Broken(at, "the connection broke"),
    };

    /// <summary>Neither the caller nor the call's limit has cancelled it: it was SocketsHttpHandler's limit for TCP, the tunnel and TLS together.</summary>
    private static NetworkFault OfConnectTimeout(Exception exception, FaultCircumstances at)
    {
        string limit = Duration.Format(at.Settings.ConnectTimeout);
        return at.Progress is { IsConnected: true }
            ? NotSent(KeepaliveErrors.TlsInterrupted(at.Host, at.Proxy?.Address, null, $"the TLS handshake was not answered within {limit}", exception), NetworkFaultKind.HandshakeTimedOut)
            : NotSent(Unreachable(at, $"no connection within {limit}", exception), NetworkFaultKind.ConnectTimedOut);
    }

    private static NetworkFault NameNotResolved(Exception exception, FaultCircumstances at) => NotSent(
        at.Proxy is { } proxy
            ? KeepaliveErrors.ProxyNotResolved(proxy.Url.IdnHost, proxy.Words, exception)
            : KeepaliveErrors.NameNotResolved(at.Host, Exempted(at), exception), NetworkFaultKind.NameNotResolved);

    private static NetworkFault OfConnection(Exception exception, FaultCircumstances at)
    {
        SocketError? error = Find<SocketException>(exception)?.SocketErrorCode;

        // A name server that can't be asked, or knows the name and no address: .NET calls only HostNotFound a matter of names.
        return error is SocketError.TryAgain or SocketError.NoData or SocketError.NoRecovery
            ? NameNotResolved(exception, at)
            : NotSent(Unreachable(at, SocketReason(error), exception), error switch
            {
                SocketError.ConnectionRefused => NetworkFaultKind.ConnectionRefused,
                SocketError.TimedOut => NetworkFaultKind.ConnectTimedOut,
                _ => NetworkFaultKind.Unreachable,
            });
    }

    private static NetworkFault OfHandshake(HttpRequestException exception, FaultCircumstances at) => RefusalBehind(exception, at) switch
    {
        { BundleFault: { } fault } => NotSent(fault, NetworkFaultKind.BundleUnreadable),
        { Refusal: TlsRefusal.Untrusted } untrusted => NotSent(
            KeepaliveErrors.TlsUntrusted(at.Host, untrusted.Issuer, exception), NetworkFaultKind.Untrusted),
        { Refusal: TlsRefusal.Untimely } untimely => NotSent(
            KeepaliveErrors.CertificateInvalid(at.Host, untimely.Issuer, isOfOtherHost: false, exception), NetworkFaultKind.CertificateUntimely),
        { } other => NotSent(
            KeepaliveErrors.CertificateInvalid(at.Host, other.Issuer, isOfOtherHost: true, exception), NetworkFaultKind.CertificateOfOtherHost),
        null => OfCut(exception, at),
    };

    private static NetworkFault OfCut(HttpRequestException exception, FaultCircumstances at)
    {
        (string reason, NetworkFaultKind kind) = Find<SocketException>(exception) is { SocketErrorCode: SocketError.ConnectionReset }
            ? ("the connection was reset", NetworkFaultKind.HandshakeReset)
            : Find<AuthenticationException>(exception) is not null
                ? ("the answering program does not use TLS, or supports no common TLS version", NetworkFaultKind.NotTls)
                : ("the connection was closed", NetworkFaultKind.HandshakeClosed);
        string? secureProxy = kind == NetworkFaultKind.NotTls && at.Proxy is { Url.Scheme: "https" } ? at.Proxy.Variable : null;
        return NotSent(KeepaliveErrors.TlsInterrupted(at.Host, at.Proxy?.Address, secureProxy, reason, exception), kind);
    }

    /// <summary>A connection that was cut ends in an IOException and had no verdict.</summary>
    private static TlsFinding? RefusalBehind(Exception exception, FaultCircumstances at) =>
        Find<AuthenticationException>(exception) is null ? null : at.Refusal;

    private static string SocketReason(SocketError? error) => error switch
    {
        SocketError.ConnectionRefused => "the connection was refused",
        SocketError.NetworkUnreachable or SocketError.HostUnreachable or SocketError.NetworkDown => "there is no route to it",
        SocketError.TimedOut => "it does not answer",
        SocketError.ConnectionReset => "the connection was reset",
        SocketError.AccessDenied => "the system forbids the connection",
        { } code => $"the system reports {code}",
        null => "no connection",
    };

    private static NetworkFault NotSent(KeepaliveException error, NetworkFaultKind kind) => new(error, RequestWasSent: false, kind);

    private static NetworkFault AnswerLost(FaultCircumstances at, string reason, NetworkFaultKind kind = NetworkFaultKind.ConnectionBroke) =>
        new(KeepaliveErrors.AnswerLost(at.Host, reason), at.AnswerBegun ? true : null, kind);

    /// <summary>Before the answer has begun, the proxy may have done it as well.</summary>
    private static NetworkFault Broken(FaultCircumstances at, string reason) =>
        AnswerLost(at, at.Proxy is { } proxy && !at.AnswerBegun ? $"{reason}, by the proxy {proxy.Address} or behind it" : reason);

    /// <summary>The variable of a proxy that this host does not go through; null if no exception of NO_PROXY is the reason.</summary>
    private static string? Exempted(FaultCircumstances at) =>
        at.Proxy is null && !Loopback.IsLoopback(at.Host) ? at.Settings.Proxy.Https?.Variable : null;

    private static KeepaliveException Unreachable(FaultCircumstances at, string reason, Exception exception) => at.Proxy is null
        ? KeepaliveErrors.NetworkUnreachable(at.Host, reason, Exempted(at), exception)
        : KeepaliveErrors.ProxyUnreachable(at.Proxy.Words, reason, exception);

    private static T? Find<T>(Exception? exception)
        where T : Exception
    {
        while (exception is not null and not T)
        {
            exception = exception.InnerException;
        }

        return exception as T;
    }
}
