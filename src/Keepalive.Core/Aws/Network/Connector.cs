using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;

namespace Keepalive.Aws.Network;

/// <summary>
/// Makes the connections, as SocketsHttpHandler makes them, and remembers for each host how far the last one came: its exceptions do not tell whether
/// no program took the connection, or one that then did not answer.
/// </summary>
/// <param name="proxy">The way to a host.</param>
/// <param name="witness">Is told how far a connection came, for a diagnosis.</param>
internal sealed class Connector(AwsProxy proxy, ConnectionTrace? witness)
{
    private readonly ConcurrentDictionary<string, ConnectionProgress> _progress = new(StringComparer.OrdinalIgnoreCase);

    public void Attach(SocketsHttpHandler sockets)
    {
        sockets.ConnectCallback = ConnectAsync;
        sockets.PlaintextStreamFilter = ListenAsync;
    }

    /// <summary>A new call begins: an earlier call's connections explain nothing of it.</summary>
    public void Begin(Uri url) => _progress.TryRemove(Key(url), out _);

    /// <summary>How far the last connection for a host came; null if none was made since the call began.</summary>
    public ConnectionProgress? Of(Uri url) => _progress.GetValueOrDefault(Key(url));

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        HttpRequestMessage request = context.InitialRequestMessage;
        ConnectionProgress progress = ProgressOf(request);
        progress.Begin();
        witness?.Begin();
        IPAddress[] addresses = await (witness?.Resolve ?? Dns.GetHostAddressesAsync)(context.DnsEndPoint.Host, cancellationToken).ConfigureAwait(false);
        witness?.Resolved(addresses.Length > 0 ? addresses[0] : throw new SocketException((int)SocketError.HostNotFound));
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

        progress.IsConnected = true;
        witness?.Connected(socket.RemoteEndPoint);
        var stream = new NetworkStream(socket, ownsSocket: true);

        // SOCKS is spoken before anything else, so there is no later moment for it.
        return request.Method != HttpMethod.Connect && proxy.RouteTo(request.RequestUri!) is { Words.IsSocks: true } ? new ListeningStream(stream, progress.Reply) : stream;
    }

    /// <summary>Called when TLS stands, and before that for the request that opens a proxy's tunnel.</summary>
    private ValueTask<Stream> ListenAsync(SocketsHttpPlaintextStreamFilterContext context, CancellationToken cancellationToken)
    {
        Stream stream = context.PlaintextStream;
        if (context.InitialRequestMessage.Method == HttpMethod.Connect)
        {
            stream = new ListeningStream(stream, ProgressOf(context.InitialRequestMessage).Reply);
        }
        else if (stream is SslStream tls)
        {
            witness?.Secured(tls.SslProtocol);
        }

        return ValueTask.FromResult(stream);
    }

    private ConnectionProgress ProgressOf(HttpRequestMessage request) => _progress.GetOrAdd(
        request.Method == HttpMethod.Connect && request.Headers.Host is { } target ? Key(target) : Key(request.RequestUri!), static _ => new ConnectionProgress());

    private static string Key(Uri url) => Key(string.Create(CultureInfo.InvariantCulture, $"{url.IdnHost}:{url.Port}"));

    /// <summary>An address of IPv6 has brackets here and none there.</summary>
    private static string Key(string target) => target.Replace("[", string.Empty, StringComparison.Ordinal).Replace("]", string.Empty, StringComparison.Ordinal);
}

/// <summary>How far the connection for a host came.</summary>
internal sealed class ConnectionProgress
{
    /// <summary>The connection stands: to the proxy where there is one, otherwise to the host.</summary>
    public bool IsConnected { get; set; }

    /// <summary>The words of the proxy.</summary>
    public ProxyReply Reply { get; private set; } = new();

    public void Begin()
    {
        IsConnected = false;
        Reply = new ProxyReply(Reply.Status);
    }
}
