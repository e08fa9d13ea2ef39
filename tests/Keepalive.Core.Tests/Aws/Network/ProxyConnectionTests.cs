using Keepalive.Aws.Network;
using Keepalive.Core.Tests.Aws.Network.Support;

namespace Keepalive.Core.Tests.Aws.Network;

/// <summary>Through a real proxy, to names that exist nowhere.</summary>
public sealed class ProxyConnectionTests : IDisposable
{
    private readonly NetworkHome _home = new();
    private readonly TestAuthority _authority = new();

    public ProxyConnectionTests() => _home["AWS_CA_BUNDLE"] = _home.WriteFile("ca.pem", _authority.Pem);

    public void Dispose()
    {
        _authority.Dispose();
        _home.Dispose();
    }

    [Fact]
    public async Task A_call_goes_through_the_proxy_with_its_password()
    {
        List<string> heads = [];
        await using LoopbackServer service = Service("portal.test");
        await using LoopbackServer proxy = ConnectProxy.To(service.Port, authorization: "Basic dXNlcjpTZWNyZXQ=", heads: heads);
        _home["HTTPS_PROXY"] = $"user:Secret@127.0.0.1:{proxy.Port}";

        Assert.Equal("{}", await _home.Http().Client.GetStringAsync("https://portal.test/", TestContext.Current.CancellationToken));
        Assert.StartsWith("CONNECT portal.test:443 ", heads[0], StringComparison.Ordinal);
        Assert.DoesNotContain("Authorization:", Assert.Single(service.Requests), StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_call_goes_through_a_SOCKS_proxy(bool withPassword)
    {
        await using LoopbackServer service = Service("portal.test");
        await using LoopbackServer proxy = SocksProxy.To(service.Port, withPassword);
        _home["ALL_PROXY"] = $"socks5://{(withPassword ? "user:Secret@" : string.Empty)}127.0.0.1:{proxy.Port}";

        Assert.Equal("{}", await _home.Http().Client.GetStringAsync("https://portal.test/", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_host_behind_a_SOCKS_proxy_that_does_not_answer_the_handshake()
    {
        await using LoopbackServer service = LoopbackServer.Silent();
        await using LoopbackServer proxy = SocksProxy.To(service.Port, withPassword: true);
        _home["ALL_PROXY"] = $"socks5://user:Secret@127.0.0.1:{proxy.Port}";

        NetworkFault fault = await _home.FailsAsync("https://portal.test/", KeepaliveErrorCode.TlsInterrupted, TimeSpan.FromSeconds(3));

        Assert.Equal(NetworkFaultKind.HandshakeTimedOut, fault.Kind);
    }

    [Fact]
    public async Task Loopback_and_exempt_hosts_do_not_touch_the_proxy()
    {
        await using LoopbackServer service = Service("localhost");
        await using LoopbackServer proxy = ConnectProxy.To(service.Port);
        _home["HTTPS_PROXY"] = $"http://127.0.0.1:{proxy.Port}";

        await _home.Http().Client.GetStringAsync($"https://localhost:{service.Port}/", TestContext.Current.CancellationToken);
        Assert.Equal((0, 1), (proxy.Connections, service.Connections));
    }

    [Theory]
    [InlineData(407, "name and password")]
    [InlineData(403, "blocks the connection (status 403)")]
    [InlineData(302, "redirects the connection to another page (status 302)")]
    [InlineData(502, "did not connect to the host (status 502)")]
    public async Task A_proxy_that_refuses(int status, string expected)
    {
        await using LoopbackServer proxy = ConnectProxy.To(1, refusal: $"HTTP/1.1 {status} No\r\nProxy-Authenticate: Basic realm=\"t\"\r\nContent-Length: 0\r\n\r\n");
        _home["HTTPS_PROXY"] = $"http://user:Secret@127.0.0.1:{proxy.Port}";

        NetworkFault fault = await _home.FailsAsync("https://portal.test/", KeepaliveErrorCode.ProxyRefused);
        Assert.False(fault.RequestWasSent);
        Assert.Contains(expected, fault.Error.Message, StringComparison.Ordinal);
        Assert.Contains($"127.0.0.1:{proxy.Port}", fault.Error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Secret", fault.Error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_proxy_that_is_not_there()
    {
        int port;
        await using (LoopbackServer gone = LoopbackServer.Silent())
        {
            port = gone.Port;
        }

        _home["HTTPS_PROXY"] = $"http://127.0.0.1:{port}";
        NetworkFault fault = await _home.FailsAsync("https://portal.test/", KeepaliveErrorCode.NetworkUnreachable);
        Assert.Equal($"the proxy 127.0.0.1:{port}", fault.Error.Target);
        Assert.StartsWith($"The proxy 127.0.0.1:{port} can't be reached: ", fault.Error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("set HTTPS_PROXY", fault.Error.Advice, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("HTTPS_PROXY")]
    [InlineData("https_proxy")]
    [InlineData("ALL_PROXY")]
    [InlineData("all_proxy")]
    public async Task The_advice_names_the_variable_that_is_set(string variable)
    {
        using ReservedPort nobody = ReservedPort.Any();
        await using LoopbackServer proxy = ConnectProxy.To(1, refusal: "HTTP/1.1 407 No\r\nProxy-Authenticate: Basic realm=\"t\"\r\nContent-Length: 0\r\n\r\n");

        _home[variable] = $"http://127.0.0.1:{nobody.Number}";
        NetworkFault gone = await _home.FailsAsync("https://portal.test/", KeepaliveErrorCode.NetworkUnreachable);
        _home[variable] = $"http://127.0.0.1:{proxy.Port}";
        NetworkFault locked = await _home.FailsAsync("https://portal.test/", KeepaliveErrorCode.ProxyRefused);

        Assert.Contains($"Correct {variable},", gone.Error.Advice, StringComparison.Ordinal);
        Assert.StartsWith($"Set {variable} to http://", locked.Error.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_proxy_of_plain_http_that_is_asked_for_TLS()
    {
        await using var proxy = new LoopbackServer(async (client, stop) =>
        {
            await client.GetStream().ReadAtLeastAsync(new byte[4096], 1, cancellationToken: stop);
            await client.GetStream().WriteAsync("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n"u8.ToArray(), stop);
        });
        _home["https_proxy"] = $"https://127.0.0.1:{proxy.Port}";

        NetworkFault fault = await _home.FailsAsync("https://portal.test/", KeepaliveErrorCode.TlsInterrupted);

        Assert.Contains($"through the proxy 127.0.0.1:{proxy.Port}", fault.Error.Message, StringComparison.Ordinal);
        Assert.Contains("begin https_proxy with http:// instead of https://", fault.Error.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_that_hangs_up_may_have_been_the_proxy()
    {
        await using LoopbackServer service = LoopbackServer.Answering(_authority.Issue(["portal.test"]), _ => null);
        await using LoopbackServer proxy = ConnectProxy.To(service.Port);
        _home["HTTPS_PROXY"] = $"http://127.0.0.1:{proxy.Port}";

        NetworkFault fault = await _home.FailsAsync("https://portal.test/", KeepaliveErrorCode.AnswerLost);

        Assert.Contains($"by the proxy 127.0.0.1:{proxy.Port} or behind it", fault.Error.Message, StringComparison.Ordinal);
        Assert.Null(fault.RequestWasSent);
    }

    [Fact]
    public async Task An_inspecting_proxy_is_named()
    {
        using var inspector = new TestAuthority("CN=Zscaler Root CA, O=Zscaler Inc.");
        await using LoopbackServer service = LoopbackServer.Answering(inspector.Issue(["portal.test"]), _ => null);
        await using LoopbackServer proxy = ConnectProxy.To(service.Port);
        _home["ALL_PROXY"] = $"127.0.0.1:{proxy.Port}";

        NetworkFault fault = await _home.FailsAsync("https://portal.test/", KeepaliveErrorCode.TlsUntrusted);
        Assert.Contains("Zscaler", fault.Error.Message, StringComparison.Ordinal);
    }

    private LoopbackServer Service(string name) => LoopbackServer.Answering(
        _authority.Issue([name]), _ => LoopbackServer.Http(200, "application/json", "{}"));
}
