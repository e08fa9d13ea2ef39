using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;

namespace Keepalive.Aws.Network;

/// <summary>
/// Notes how far one connection came, and when: name, socket, certificate, TLS. It sees what was presented and decides nothing. The
/// connection itself is made as SocketsHttpHandler makes it.
/// </summary>
/// <param name="clock">The time.</param>
/// <param name="resolve">Gives the addresses of a name; null: the system. A test has names of its own.</param>
internal sealed class ConnectionTrace(TimeProvider clock, Func<string, CancellationToken, Task<IPAddress[]>>? resolve = null)
{
    private readonly Func<string, CancellationToken, Task<IPAddress[]>> _resolve = resolve ?? Dns.GetHostAddressesAsync;
    private readonly List<ObservedCertificate> _sights = [];
    private long _begun;
    private long _resolvedAt;
    private long _connectedAt;

    /// <summary>How long the name took, the proxy's where there is one; null when it has no address.</summary>
    public TimeSpan? Resolving { get; private set; }

    /// <summary>How long the connection took from there; null when it does not stand.</summary>
    public TimeSpan? Connecting { get; private set; }

    /// <summary>How long the handshake took from there, with the proxy's tunnel before it; null when it did not end well.</summary>
    public TimeSpan? Securing { get; private set; }

    public IPAddress? Address { get; private set; }

    public SslProtocols Protocol { get; private set; }

    /// <summary>The certificate of a host; a proxy that uses TLS itself shows its own.</summary>
    public ObservedCertificate? Certificate(string host) => _sights.Find(sight => sight.Host.Equals(host, StringComparison.OrdinalIgnoreCase));

    public void See(ObservedCertificate sight) => _sights.Add(sight);

    public void Attach(SocketsHttpHandler sockets)
    {
        sockets.ConnectCallback = ConnectAsync;
        sockets.PlaintextStreamFilter = SecureAsync;
    }

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        _begun = clock.GetTimestamp();
        IPAddress[] addresses = await _resolve(context.DnsEndPoint.Host, cancellationToken).ConfigureAwait(false);
        Address = addresses.Length > 0 ? addresses[0] : throw new SocketException((int)SocketError.HostNotFound);
        _resolvedAt = clock.GetTimestamp();
        Resolving = clock.GetElapsedTime(_begun, _resolvedAt);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, context.DnsEndPoint.Port, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            socket.Dispose();
            throw;
        }

        _connectedAt = clock.GetTimestamp();
        Connecting = clock.GetElapsedTime(_resolvedAt, _connectedAt);
        if (socket.RemoteEndPoint is IPEndPoint { Address: var taken })
        {
            Address = taken.IsIPv4MappedToIPv6 ? taken.MapToIPv4() : taken;
        }

        return new NetworkStream(socket, ownsSocket: true);
    }

    /// <summary>Called when TLS stands, and before that for the request that opens a proxy's tunnel.</summary>
    private ValueTask<Stream> SecureAsync(SocketsHttpPlaintextStreamFilterContext context, CancellationToken cancellationToken)
    {
        if (context.InitialRequestMessage.Method != HttpMethod.Connect && context.PlaintextStream is SslStream tls)
        {
            Securing = clock.GetElapsedTime(_connectedAt);
            Protocol = tls.SslProtocol;
        }

        return ValueTask.FromResult(context.PlaintextStream);
    }
}
