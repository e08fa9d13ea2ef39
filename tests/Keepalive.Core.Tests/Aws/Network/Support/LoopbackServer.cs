using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Keepalive.Core.Tests.Aws.Network.Support;

/// <summary>A listener on 127.0.0.1 that does one thing to every connection.</summary>
internal sealed class LoopbackServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<TcpClient, CancellationToken, Task> _serve;
    private readonly Task _accepting;
    private int _connections;

    public LoopbackServer(Func<TcpClient, CancellationToken, Task> serve)
    {
        _serve = serve;
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync();
    }

    public int Port { get; }

    public int Connections => Volatile.Read(ref _connections);

    public List<string> Requests { get; } = [];

    /// <summary>Takes the connection and says nothing, for ever.</summary>
    public static LoopbackServer Silent() => new((_, stop) => Task.Delay(Timeout.Infinite, stop));

    /// <summary>Waits for the first bytes and hangs up, with a FIN or with a RST.</summary>
    public static LoopbackServer HangsUp(bool withReset) => new(async (client, stop) =>
    {
        await client.GetStream().ReadAtLeastAsync(new byte[16 * 1024], 1, cancellationToken: stop);
        if (withReset)
        {
            // Disposing of the client would send a FIN first.
            client.Client.Close(0);
        }
    });

    /// <summary>Speaks plain HTTP, whatever it is asked.</summary>
    public static LoopbackServer Plain(string answer) => Answering(null, _ => answer);

    /// <summary>Speaks HTTP, over TLS when it has a certificate; null hangs up without an answer.</summary>
    public static LoopbackServer Answering(X509Certificate2? certificate, Func<string, string?> answer)
    {
        LoopbackServer? server = null;
        server = new LoopbackServer(async (client, stop) =>
        {
            Stream stream = client.GetStream();
            if (certificate is not null)
            {
                var tls = new SslStream(stream);
                stream = tls;
                await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = certificate }, stop);
            }

            while (await ReadRequestAsync(stream, stop) is { } request)
            {
                lock (server!.Requests)
                {
                    server.Requests.Add(request);
                }

                if (answer(request) is not { } text)
                {
                    return;
                }

                await stream.WriteAsync(Encoding.UTF8.GetBytes(text), stop);
            }
        });
        return server;
    }

    /// <summary>A whole HTTP answer.</summary>
    public static string Http(int status, string type, string body, string headers = "") =>
        $"HTTP/1.1 {status} Any\r\nContent-Type: {type}\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n{headers}\r\n{body}";

    public static async Task<string?> ReadRequestAsync(Stream stream, CancellationToken stop)
    {
        var text = new StringBuilder();
        byte[] buffer = new byte[8192];
        while (true)
        {
            string soFar = text.ToString();
            int end = soFar.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (end >= 0 && soFar.Length >= end + 4 + ContentLength(soFar))
            {
                return soFar;
            }

            int read = await stream.ReadAsync(buffer, stop);
            if (read == 0)
            {
                return null;
            }

            text.Append(Encoding.UTF8.GetString(buffer, 0, read));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stop.Dispose();
    }

    private static int ContentLength(string head)
    {
        int at = head.IndexOf("Content-Length:", StringComparison.OrdinalIgnoreCase);
        return at < 0 ? 0 : int.Parse(head.AsSpan(at + 15, head.IndexOf('\r', at) - at - 15), provider: null);
    }

    private async Task AcceptAsync()
    {
        List<Task> serving = [];
        try
        {
            while (true)
            {
                TcpClient client = await _listener.AcceptTcpClientAsync(_stop.Token);
                Interlocked.Increment(ref _connections);
                serving.Add(ServeAsync(client));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or InvalidOperationException)
        {
            await Task.WhenAll(serving);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                client.NoDelay = true;
                await _serve(client, _stop.Token);
            }
            catch (Exception)
            {
                // The other end broke off: what most of these tests are about.
            }
        }
    }
}
