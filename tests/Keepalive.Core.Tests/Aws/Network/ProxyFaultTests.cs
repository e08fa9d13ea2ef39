using System.Text;
using Keepalive.Aws.Network;
using Keepalive.Core.Tests.Aws.Network.Support;

namespace Keepalive.Core.Tests.Aws.Network;

/// <summary>Proxies that are there and do not do what a proxy does, and programs that are no proxies.</summary>
public sealed class ProxyFaultTests : IDisposable
{
    /// <summary>The connection's limit is three quarters of it, far enough apart for a busy machine's timers.</summary>
    private static readonly TimeSpan ShortWhile = TimeSpan.FromSeconds(3);

    private readonly NetworkHome _home = new();

    public void Dispose() => _home.Dispose();

    [Theory]
    [InlineData("http")]
    [InlineData("https")]
    [InlineData("socks5")]
    public async Task A_proxy_that_accepts_the_connection_and_says_nothing(string scheme)
    {
        await using LoopbackServer proxy = LoopbackServer.Silent();

        NetworkFault fault = await FailsAsync(proxy, scheme, KeepaliveErrorCode.NetworkUnreachable);

        Assert.Equal(NetworkFaultKind.ProxySilent, fault.Kind);
        Assert.Equal($"The proxy 127.0.0.1:{proxy.Port} accepts the connection, but does not answer within 2 s.", fault.Error.Message);
        Assert.Contains("HTTPS_PROXY", fault.Error.Advice, StringComparison.Ordinal);
        Assert.False(fault.RequestWasSent);
    }

    [Fact]
    public async Task A_host_behind_the_proxy_that_does_not_answer_the_handshake()
    {
        await using LoopbackServer service = LoopbackServer.Silent();
        await using LoopbackServer proxy = ConnectProxy.To(service.Port);

        NetworkFault fault = await FailsAsync(proxy, "http", KeepaliveErrorCode.TlsInterrupted);

        Assert.Equal(NetworkFaultKind.HandshakeTimedOut, fault.Kind);
        Assert.Equal($"The secure connection to portal.test through the proxy 127.0.0.1:{proxy.Port} could not be established: the TLS handshake was not answered within 2 s.", fault.Error.Message);
    }

    [Theory]
    [InlineData("Proxy-Authenticate: Basic realm=\"t\"\r\n", true)]
    [InlineData("Proxy-Authenticate: Basic realm=\"t\"\r\n", false)]
    [InlineData("Proxy-Authenticate: Negotiate\r\nProxy-Authenticate: NTLM\r\n", true)]
    [InlineData("", true)]
    public async Task A_proxy_that_asks_for_a_password_with_a_page_and_closes(string challenge, bool isMeasured)
    {
        const string Page = "<html>Who are you?</html>";
        await using LoopbackServer proxy = Saying(
            $"HTTP/1.1 407 Proxy Authentication Required\r\n{challenge}Connection: close\r\n{(isMeasured ? $"Content-Length: {Page.Length}\r\n" : string.Empty)}\r\n{Page}");

        NetworkFault fault = await FailsAsync(proxy, "http", KeepaliveErrorCode.ProxyRefused);

        Assert.Equal(NetworkFaultKind.ProxyWantsPassword, fault.Kind);
        Assert.Contains("requires a name and password, or rejected the given ones (status 407)", fault.Error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_proxy_that_asks_for_a_password_and_does_not_speak_again(bool withReset)
    {
        int connections = 0;
        await using var proxy = new LoopbackServer(async (client, stop) =>
        {
            await LoopbackServer.ReadRequestAsync(client.GetStream(), stop);
            if (Interlocked.Increment(ref connections) == 1)
            {
                await client.GetStream().WriteAsync("HTTP/1.1 407 No\r\nProxy-Authenticate: Basic realm=\"t\"\r\nContent-Length: 1000\r\n\r\n<html>"u8.ToArray(), stop);
            }
            else if (withReset)
            {
                client.Client.Close(0);
            }
        });

        NetworkFault fault = await FailsAsync(proxy, "http", KeepaliveErrorCode.ProxyRefused);

        Assert.True(connections > 1);
        Assert.Equal(NetworkFaultKind.ProxyWantsPassword, fault.Kind);
    }

    [Theory]
    [InlineData("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")]
    [InlineData("HTTP/1.0 501 Not Implemented\r\n\r\n<html>")]
    public async Task A_SOCKS_proxy_that_in_truth_speaks_HTTP(string answer)
    {
        await using var proxy = new LoopbackServer(async (client, stop) =>
        {
            await client.GetStream().ReadAtLeastAsync(new byte[64], 1, cancellationToken: stop);
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(answer), stop);
        });

        NetworkFault fault = await FailsAsync(proxy, "socks5", KeepaliveErrorCode.ProxyRefused);

        Assert.Equal($"The program at 127.0.0.1:{proxy.Port} is not a SOCKS proxy: it speaks HTTP.", fault.Error.Message);
        Assert.StartsWith("Begin HTTPS_PROXY with http:// instead of socks5://", fault.Error.Advice, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new byte[] { 5, 255 })]
    [InlineData(new byte[] { 0, 91, 0, 0, 0, 0, 0, 0 })]
    public async Task An_HTTP_proxy_that_in_truth_speaks_SOCKS(byte[] answer)
    {
        await using var proxy = new LoopbackServer(async (client, stop) =>
        {
            await client.GetStream().ReadAtLeastAsync(new byte[4096], 1, cancellationToken: stop);
            await client.GetStream().WriteAsync(answer, stop);
        });

        NetworkFault fault = await FailsAsync(proxy, "http", KeepaliveErrorCode.ProxyRefused);

        Assert.Equal($"The program at 127.0.0.1:{proxy.Port} is not an HTTP proxy: it speaks SOCKS.", fault.Error.Message);
        Assert.StartsWith("Begin HTTPS_PROXY with socks5:// instead of http://", fault.Error.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_that_is_no_proxy_at_all()
    {
        await using var program = new LoopbackServer(async (client, stop) =>
        {
            await client.GetStream().WriteAsync("SSH-2.0-Example\r\n"u8.ToArray(), stop);
            await client.GetStream().ReadAtLeastAsync(new byte[4096], 1, cancellationToken: stop);
        });

        NetworkFault fault = await FailsAsync(program, "http", KeepaliveErrorCode.ProxyRefused);

        Assert.Equal($"The program at 127.0.0.1:{program.Port} is not an HTTP proxy.", fault.Error.Message);
        Assert.StartsWith("Check the address in HTTPS_PROXY.", fault.Error.Advice, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http", true)]
    [InlineData("http", false)]
    [InlineData("socks5", false)]
    public async Task A_proxy_that_hangs_up_without_a_word(string scheme, bool withReset)
    {
        await using LoopbackServer proxy = LoopbackServer.HangsUp(withReset);

        NetworkFault fault = await FailsAsync(proxy, scheme, KeepaliveErrorCode.ProxyRefused);

        Assert.Equal(NetworkFaultKind.ProxyHungUp, fault.Kind);
        Assert.Equal($"The proxy 127.0.0.1:{proxy.Port} closed the connection without an answer.", fault.Error.Message);
        Assert.Contains(scheme == "http" ? "begin HTTPS_PROXY with socks5://" : "begin HTTPS_PROXY with http://", fault.Error.Advice, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new byte[] { 5, 255 }, NetworkFaultKind.ProxyWantsPassword, "requires a name and password, or rejected the given ones.")]
    [InlineData(new byte[] { 5, 0, 5, 2, 0, 1, 0, 0, 0, 0, 0, 0 }, NetworkFaultKind.ProxyRefused, "blocks the connection.")]
    [InlineData(new byte[] { 5, 0, 5, 4, 0, 1, 0, 0, 0, 0, 0, 0 }, NetworkFaultKind.ProxyRefused, "did not connect to the host.")]
    public async Task A_SOCKS_proxy_that_refuses(byte[] answer, NetworkFaultKind kind, string expected)
    {
        await using var proxy = new LoopbackServer(async (client, stop) =>
        {
            await client.GetStream().ReadAtLeastAsync(new byte[64], 1, cancellationToken: stop);
            await client.GetStream().WriteAsync(answer.AsMemory(0, 2), stop);
            if (answer.Length > 2)
            {
                await client.GetStream().ReadAtLeastAsync(new byte[64], 1, cancellationToken: stop);
                await client.GetStream().WriteAsync(answer.AsMemory(2), stop);
            }
        });

        NetworkFault fault = await FailsAsync(proxy, "socks5", KeepaliveErrorCode.ProxyRefused);

        Assert.Equal(kind, fault.Kind);
        Assert.Equal($"The proxy 127.0.0.1:{proxy.Port} {expected}", fault.Error.Message);
    }

    [Theory]
    [InlineData(400, "did not accept the request for a connection (status 400)", "it is probably not a proxy for HTTPS")]
    [InlineData(404, "did not accept the request for a connection (status 404)", "it is probably not a proxy for HTTPS")]
    [InlineData(405, "did not accept the request for a connection (status 405)", "it is probably not a proxy for HTTPS")]
    [InlineData(418, "did not accept the request for a connection (status 418)", "it is probably not a proxy for HTTPS")]
    [InlineData(501, "did not accept the request for a connection (status 501)", "it is probably not a proxy for HTTPS")]
    [InlineData(429, "has too many connections, and rejected this one (status 429)", "Wait a minute, then retry.")]
    [InlineData(511, "requires a sign-in to the network in a browser (status 511, RFC 6585)", "sign in to the network there")]
    public async Task A_status_has_its_likely_cause(int status, string expected, string advice)
    {
        await using LoopbackServer proxy = Saying($"HTTP/1.1 {status} No\r\nContent-Length: 0\r\n\r\n");

        NetworkFault fault = await FailsAsync(proxy, "http", KeepaliveErrorCode.ProxyRefused);

        Assert.Contains(expected, fault.Error.Message, StringComparison.Ordinal);
        Assert.Contains(advice, fault.Error.Advice, StringComparison.Ordinal);
        Assert.DoesNotContain("blocks", fault.Error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://proxy.test", "proxy.test:80")]
    [InlineData("proxy.test", "proxy.test:80")]
    [InlineData("https://proxy.test", "proxy.test:443")]
    [InlineData("socks5://proxy.test", "proxy.test:1080")]
    [InlineData("http://[::1]", "[::1]:80")]
    [InlineData("http://proxy.test:3128", "proxy.test:3128")]
    public void The_port_that_is_used_is_shown(string value, string expected) => Assert.Equal(
        expected, new ProxyRoute(ProxyAddress.Parse(new ProxyVariable(value, "HTTPS_PROXY"))!.Url, "HTTPS_PROXY").Address);

    private async Task<NetworkFault> FailsAsync(LoopbackServer proxy, string scheme, string code)
    {
        _home["HTTPS_PROXY"] = $"{scheme}://someone:Secret@127.0.0.1:{proxy.Port}";
        NetworkFault fault = await _home.FailsAsync("https://portal.test/", code, ShortWhile);
        Assert.DoesNotContain("Secret", fault.Error + fault.Error.Advice, StringComparison.Ordinal);
        Assert.DoesNotContain("someone", fault.Error + fault.Error.Advice, StringComparison.Ordinal);
        return fault;
    }

    /// <summary>Reads one request, answers it, whatever it is, and closes.</summary>
    private static LoopbackServer Saying(string answer) => new(async (client, stop) =>
    {
        await LoopbackServer.ReadRequestAsync(client.GetStream(), stop);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(answer), stop);
    });
}
