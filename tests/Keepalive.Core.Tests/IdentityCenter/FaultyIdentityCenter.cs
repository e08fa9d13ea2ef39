using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Keepalive.Core.Tests.Aws.Network.Support;

namespace Keepalive.Core.Tests.IdentityCenter;

/// <summary>
/// IAM Identity Center on a bad line: half of its answers break off, stall, come byte by byte, are garbage, too large or an error. A refresh token
/// may be used once, and a fault leaves it unused, so that each answer that went out whole has to be on disk afterwards.
/// </summary>
internal sealed class FaultyIdentityCenter : IAsyncDisposable
{
    private static readonly TimeSpan LastMoment = TimeSpan.FromMilliseconds(400);

    private readonly LoopbackServer _server;
    private readonly Random _random;
    private readonly long _end;
    private int _generation = 1;

    /// <param name="seed">Which faults.</param>
    /// <param name="limit">The callers' time: what would go out at its very end is not given any more.</param>
    public FaultyIdentityCenter(int seed, TimeSpan limit)
    {
        _random = new Random(seed);
        _end = Environment.TickCount64 + (long)(limit - LastMoment).TotalMilliseconds;
        _server = new LoopbackServer(ServeAsync);
    }

    public int Port => _server.Port;

    /// <summary>The one refresh token that counts.</summary>
    public string RefreshToken => $"refresh-{Volatile.Read(ref _generation)}";

    public int Faults { get; private set; }

    public int Answers { get; private set; }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task ServeAsync(TcpClient client, CancellationToken stop)
    {
        NetworkStream stream = client.GetStream();
        while (await LoopbackServer.ReadRequestAsync(stream, stop) is { } request)
        {
            int fault;
            string answer;
            lock (_random)
            {
                fault = Environment.TickCount64 > _end ? 1 : _random.Next(0, 18);
                Faults += fault < 9 ? 1 : 0;
                Answers += fault < 9 ? 0 : 1;
                answer = fault < 9 ? LoopbackServer.Http(200, "application/json", Role()) : Answer(request);
            }

            if (!await SendAsync(client, stream, fault, answer, stop))
            {
                return;
            }
        }
    }

    private static async Task<bool> SendAsync(TcpClient client, NetworkStream stream, int fault, string answer, CancellationToken stop)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(answer);
        switch (fault)
        {
            case 0:
                client.Client.Close(0); // A reset, before a byte.
                return false;
            case 1:
                await Task.Delay(Timeout.Infinite, stop);
                return false;
            case 2:
                await stream.WriteAsync(bytes.AsMemory(0, bytes.Length / 2), stop);
                client.Client.Close(0);
                return false;
            case 3:
                await stream.WriteAsync(bytes.AsMemory(0, bytes.Length / 2), stop);
                await Task.Delay(Timeout.Infinite, stop);
                return false;
            case 4:
                foreach (byte one in bytes)
                {
                    await stream.WriteAsync(new[] { one }, stop);
                    await Task.Delay(100, stop);
                }

                return false;
            case 5:
                await stream.WriteAsync("SSH-2.0-OpenSSH_9.9\r\n\0\u0001\u0002"u8.ToArray(), stop);
                return false;
            case 6:
                await stream.WriteAsync(Encoding.UTF8.GetBytes(LoopbackServer.Http(200, "application/json", "{\"roleCredentials\":[[[{{\"accessToken\": \"")), stop);
                return true;
            case 7:
                await stream.WriteAsync(Encoding.UTF8.GetBytes(LoopbackServer.Http(500, "application/json", "{\"__type\":\"InternalServerException\"}", "Retry-After: 99999999999\r\n")), stop);
                return true;
            case 8:
                await stream.WriteAsync(Encoding.UTF8.GetBytes("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 6000000\r\nDate: Fri, 31 Dec 9999 23:59:59 GMT\r\n\r\n"), stop);
                await stream.WriteAsync(new byte[6_000_000], stop);
                return false;
            default:
                await stream.WriteAsync(bytes, stop);
                return true;
        }
    }

    private string Answer(string request)
    {
        if (!request.StartsWith("POST /token", StringComparison.Ordinal))
        {
            return LoopbackServer.Http(200, "application/json", Role());
        }

        if (!request.Contains($"\"{RefreshToken}\"", StringComparison.Ordinal))
        {
            return LoopbackServer.Http(400, "application/json", "{\"error\":\"invalid_grant\"}");
        }

        int generation = Interlocked.Increment(ref _generation);
        return LoopbackServer.Http(200, "application/json", $$"""{"accessToken":"access-{{generation}}","refreshToken":"refresh-{{generation}}","tokenType":"Bearer","expiresIn":3600}""");
    }

    private static string Role() =>
        "{\"roleCredentials\":{\"accessKeyId\":\"ASIAEXAMPLE000000001\",\"secretAccessKey\":\"secret\",\"sessionToken\":\"token\",\"expiration\":"
        + DateTimeOffset.UtcNow.AddHours(1).ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture) + "}}";
}
