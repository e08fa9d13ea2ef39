using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Keepalive.Core.Tests.Aws.Network.Support;

/// <summary>An HTTP proxy that leads every CONNECT to one local port, whatever the name.</summary>
internal static class ConnectProxy
{
    public static LoopbackServer To(int port, string? refusal = null, string? authorization = null, List<string>? heads = null) => new(async (client, stop) =>
    {
        Stream stream = client.GetStream();
        while (await LoopbackServer.ReadRequestAsync(stream, stop) is { } head)
        {
            lock (heads ?? [])
            {
                heads?.Add(head);
            }

            if (refusal is not null || (authorization is not null && !head.Contains($"Proxy-Authorization: {authorization}", StringComparison.OrdinalIgnoreCase)))
            {
                string answer = refusal ?? "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"t\"\r\nContent-Length: 0\r\n\r\n";
                await stream.WriteAsync(Encoding.ASCII.GetBytes(answer), stop);
                continue;
            }

            using var target = new TcpClient { NoDelay = true };
            await target.ConnectAsync(IPAddress.Loopback, port, stop);
            await stream.WriteAsync("HTTP/1.1 200 OK\r\n\r\n"u8.ToArray(), stop);
            Task back = BackAsync(target, client, stop);
            await stream.CopyToAsync(target.GetStream(), stop);
            target.Close();
            await back;
            return;
        }
    });

    /// <summary>Hands on the end as well, however it came.</summary>
    private static async Task BackAsync(TcpClient target, TcpClient client, CancellationToken stop)
    {
        try
        {
            await target.GetStream().CopyToAsync(client.GetStream(), stop);
        }
        finally
        {
            client.Client.Shutdown(SocketShutdown.Send);
        }
    }
}
