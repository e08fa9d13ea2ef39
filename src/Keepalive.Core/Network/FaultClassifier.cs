using System.Net.Sockets;
using System.Security.Authentication;

namespace Keepalive.Network;

/// <summary>
/// Exception → condition, by types and codes alone: the texts differ by platform and are absent from the native build.
/// </summary>
internal static class FaultClassifier
{
    /// <summary>Null for an exception that is none of the network's.</summary>
    public static NetworkFault? Classify(Exception exception, FaultCircumstances at) => exception switch
    {
        _ when at.CallTimedOut => AnswerLost(at, $"no whole answer within {Duration.Format(at.Settings.CallTimeout)}"),
        HttpRequestException request => OfRequest(request, at),

        // Neither the caller nor the call's limit has cancelled it: SocketsHttpHandler's connect timeout.
        OperationCanceledException => NotSent(KeepaliveErrors.NetworkUnreachable(
            Peer(at), $"no connection within {Duration.Format(at.Settings.ConnectTimeout)}", exception)),
        InvalidDataException => AnswerLost(at, "the answer is larger than any of this service"),
        IOException => AnswerLost(at, "the connection broke"),
        _ => null,
    };

    private static NetworkFault OfRequest(HttpRequestException exception, FaultCircumstances at) => exception.HttpRequestError switch
    {
        HttpRequestError.NameResolutionError => NotSent(KeepaliveErrors.NameNotResolved(
            at.Proxy?.IdnHost ?? at.Host, isProxy: at.Proxy is not null, exception)),
        HttpRequestError.ConnectionError => NotSent(KeepaliveErrors.NetworkUnreachable(Peer(at), SocketReason(exception), exception)),
        HttpRequestError.ProxyTunnelError => NotSent(KeepaliveErrors.ProxyRefused(
            at.Proxy?.Authority ?? "the proxy", (int?)exception.StatusCode, exception)),
        HttpRequestError.SecureConnectionError => NotSent(OfHandshake(exception, at)),
        HttpRequestError.ResponseEnded => AnswerLost(at, "the connection was closed before the answer"),
        _ => AnswerLost(at, "the connection broke"),
    };

    private static KeepaliveException OfHandshake(HttpRequestException exception, FaultCircumstances at) => RefusalBehind(exception, at) switch
    {
        { BundleFault: { } fault } => fault,
        { Refusal: TlsRefusal.Untrusted } untrusted => KeepaliveErrors.TlsUntrusted(at.Host, untrusted.Issuer, exception),
        { Refusal: TlsRefusal.Untimely } untimely => KeepaliveErrors.CertificateInvalid(
            at.Host, untimely.Issuer, "is expired or not valid yet", exception),
        { } other => KeepaliveErrors.CertificateInvalid(at.Host, other.Issuer, "was issued to another host", exception),
        null => KeepaliveErrors.TlsInterrupted(at.Host, HandshakeReason(exception), exception),
    };

    /// <summary>A connection that was cut ends in an IOException and had no verdict.</summary>
    private static TlsFinding? RefusalBehind(Exception exception, FaultCircumstances at) =>
        Find<AuthenticationException>(exception) is null ? null : at.Refusal;

    private static string HandshakeReason(Exception exception) => Find<SocketException>(exception) is { SocketErrorCode: SocketError.ConnectionReset }
        ? "the connection was reset"
        : Find<AuthenticationException>(exception) is not null
            ? "what answered does not speak TLS, or no version in common"
            : "the connection was closed";

    private static string SocketReason(Exception exception) => Find<SocketException>(exception)?.SocketErrorCode switch
    {
        SocketError.ConnectionRefused => "the connection was refused",
        SocketError.NetworkUnreachable or SocketError.HostUnreachable or SocketError.NetworkDown => "there is no way to it",
        SocketError.TimedOut => "it does not answer",
        SocketError.AccessDenied => "the system forbids the connection",
        { } code => $"the system reports {code}",
        null => "no connection",
    };

    private static NetworkFault NotSent(KeepaliveException error) => new(error, RequestWasSent: false);

    private static NetworkFault AnswerLost(FaultCircumstances at, string reason) =>
        new(KeepaliveErrors.AnswerLost(at.Host, reason), at.AnswerBegun ? true : null);

    private static string Peer(FaultCircumstances at) => at.Proxy is null ? at.Host : $"the proxy {at.Proxy.Authority}";

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
