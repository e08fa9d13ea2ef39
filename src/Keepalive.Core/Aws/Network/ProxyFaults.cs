namespace Keepalive.Aws.Network;

/// <summary>Failures between the connection to a proxy and its open tunnel: by what the proxy has said, and otherwise by how it ended.</summary>
internal static class ProxyFaults
{
    /// <summary>Null if no proxy is on the way, if it was not reached, or if it has opened the tunnel. In all other cases nothing was sent to the host.</summary>
    public static NetworkFault? Find(Exception exception, FaultCircumstances at)
    {
        bool isOfTunnel = exception is HttpRequestException { HttpRequestError: HttpRequestError.ProxyTunnelError };
        if (at.Proxy?.Words is not { } proxy || ReplyIn(exception, at, isOfTunnel) is var reply && reply is null or { IsOpen: true } && !isOfTunnel)
        {
            return null;
        }

        (KeepaliveException Error, NetworkFaultKind Kind)? found =
            exception is HttpRequestException { StatusCode: { } status } ? Refused(proxy, ReasonOf((int)status), (int)status, exception)
            : reply is null ? null
            : proxy.IsSocks ? OfSocks(proxy, reply, exception)
            : OfHttp(proxy, reply, exception);
        (KeepaliveException error, NetworkFaultKind kind) = found
            ?? (IsOutOfTime(exception) ? (KeepaliveErrors.ProxySilent(proxy, at.Settings.ConnectTimeout, exception), NetworkFaultKind.ProxySilent)
            : reply is { HasSpoken: false } ? (KeepaliveErrors.ProxyHungUp(proxy, exception), NetworkFaultKind.ProxyHungUp)
            : Refused(proxy, ProxyRefusal.NotConnected, status: null, exception));
        return new NetworkFault(error, RequestWasSent: false, kind);
    }

    /// <summary>
    /// That of the connection that failed; null if it is not known. The last connection's counts only for failures that no open tunnel has: another
    /// call may have made it.
    /// </summary>
    private static ProxyReply? ReplyIn(Exception exception, FaultCircumstances at, bool isOfTunnel)
    {
        for (Exception? inner = exception; inner is not null; inner = inner.InnerException)
        {
            if (inner is ProxyEndedException ended)
            {
                return ended.Reply;
            }
        }

        ProxyReply? last = at.Progress is { IsConnected: true } progress ? progress.Reply : null;
        return isOfTunnel || exception is OperationCanceledException
            || (exception is HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse } && last is { HasSpoken: true, IsHttp: false })
            ? last
            : null;
    }

    private static (KeepaliveException, NetworkFaultKind)? OfSocks(ProxyWords proxy, ProxyReply reply, Exception exception) =>
        reply.HasSpoken && (reply.SocksVersion == 5) != (proxy.Scheme == "socks5") ? OtherKind(proxy, reply.IsHttp, exception)
        : reply.SocksRefusal is { } refusal ? Refused(proxy, refusal, status: null, exception)
        : null;

    private static (KeepaliveException, NetworkFaultKind)? OfHttp(ProxyWords proxy, ProxyReply reply, Exception exception) =>
        reply.Status is { } status ? Refused(proxy, ReasonOf(status), status, exception)
        : reply is { HasSpoken: true, IsHttp: false } ? OtherKind(proxy, reply.SocksVersion is not null, exception)
        : null;

    private static (KeepaliveException, NetworkFaultKind) OtherKind(ProxyWords proxy, bool isOtherKind, Exception exception) =>
        (KeepaliveErrors.ProxyOfOtherKind(proxy, isOtherKind, exception), NetworkFaultKind.ProxyRefused);

    private static (KeepaliveException, NetworkFaultKind) Refused(ProxyWords proxy, ProxyRefusal reason, int? status, Exception exception) => (
        KeepaliveErrors.ProxyRefused(proxy, reason, status, exception),
        reason == ProxyRefusal.Password ? NetworkFaultKind.ProxyWantsPassword : NetworkFaultKind.ProxyRefused);

    private static ProxyRefusal ReasonOf(int status) => status switch
    {
        407 => ProxyRefusal.Password,
        511 => ProxyRefusal.SignIn,
        >= 300 and < 400 => ProxyRefusal.Redirect,
        429 => ProxyRefusal.Busy,
        403 or 451 => ProxyRefusal.Blocked,
        (>= 400 and < 500) or 501 => ProxyRefusal.NotUnderstood,
        _ => ProxyRefusal.NotConnected,
    };

    /// <summary>The connect timeout ends SOCKS by closing its connection.</summary>
    private static bool IsOutOfTime(Exception? exception)
    {
        while (exception is not (null or OperationCanceledException or TimeoutException or ProxyEndedException { IsByUs: true }))
        {
            exception = exception.InnerException;
        }

        return exception is not null;
    }
}
