using System.Net;
using System.Net.Sockets;

namespace Keepalive.Core.Tests.Aws.Network.Support;

/// <summary>A SOCKS proxy (RFC 1928, RFC 1929) that leads every request to one local port, whatever the name.</summary>
internal static class SocksProxy
{
    public static LoopbackServer To(int port, bool withPassword) => new(async (client, stop) =>
    {
        Stream stream = client.GetStream();
        byte[] buffer = new byte[512];
        await stream.ReadAtLeastAsync(buffer, 3, cancellationToken: stop);
        await stream.WriteAsync(new byte[] { 5, (byte)(withPassword ? 2 : 0) }, stop);
        if (withPassword)
        {
            await stream.ReadAtLeastAsync(buffer, 5, cancellationToken: stop);
            await stream.WriteAsync(new byte[] { 1, 0 }, stop);
        }

        await stream.ReadAtLeastAsync(buffer, 10, cancellationToken: stop);
        using var target = new TcpClient { NoDelay = true };
        await target.ConnectAsync(IPAddress.Loopback, port, stop);
        await stream.WriteAsync(new byte[] { 5, 0, 0, 1, 0, 0, 0, 0, 0, 0 }, stop);
        Task back = target.GetStream().CopyToAsync(stream, stop);
        await stream.CopyToAsync(target.GetStream(), stop);
        target.Close();
        await back;
    });
}
