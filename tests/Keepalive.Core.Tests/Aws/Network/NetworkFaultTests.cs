using System.Net.Sockets;
using Keepalive.Aws.Network;
using Keepalive.Core.Tests.Aws.Network.Support;

namespace Keepalive.Core.Tests.Aws.Network;

/// <summary>What a network can do to a call, done by real sockets.</summary>
public sealed class NetworkFaultTests : IDisposable
{
    /// <summary>The sockets have no other clock; short, and only where nothing will ever answer.</summary>
    private static readonly TimeSpan ShortWhile = TimeSpan.FromMilliseconds(300);

    private readonly NetworkHome _home = new();

    public void Dispose() => _home.Dispose();

    [Theory]
    [InlineData(true, "reset")]
    [InlineData(false, "closed")]
    public async Task A_handshake_that_is_cut_off(bool withReset, string reason)
    {
        await using LoopbackServer server = LoopbackServer.HangsUp(withReset);

        NetworkFault fault = await _home.FailsAsync($"https://localhost:{server.Port}/", KeepaliveErrorCode.TlsInterrupted);
        Assert.False(fault.RequestWasSent);
        Assert.Contains(reason, fault.Error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plain_http_on_the_port_of_TLS()
    {
        await using var server = new LoopbackServer(async (client, stop) =>
        {
            await client.GetStream().ReadAtLeastAsync(new byte[4096], 1, cancellationToken: stop);
            await client.GetStream().WriteAsync("HTTP/1.1 302 Found\r\nLocation: http://portal.test/\r\n\r\n"u8.ToArray(), stop);
        });

        NetworkFault fault = await _home.FailsAsync($"https://localhost:{server.Port}/", KeepaliveErrorCode.TlsInterrupted);
        Assert.False(fault.RequestWasSent);
        Assert.Contains("does not use TLS", fault.Error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_handshake_that_hangs()
    {
        await using LoopbackServer server = LoopbackServer.Silent();

        // The connection's limit is three quarters of the call's: far enough apart for a busy machine's timers.
        NetworkFault fault = await _home.FailsAsync($"https://localhost:{server.Port}/", KeepaliveErrorCode.TlsInterrupted, ShortWhile * 10);
        Assert.Equal((NetworkFaultKind.HandshakeTimedOut, false), (fault.Kind, fault.RequestWasSent));
        Assert.EndsWith("the TLS handshake was not answered within 2 s.", fault.Error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_that_never_comes()
    {
        await using LoopbackServer server = LoopbackServer.Silent();

        NetworkFault fault = await _home.FailsAsync($"http://localhost:{server.Port}/", KeepaliveErrorCode.AnswerLost, ShortWhile);
        Assert.Null(fault.RequestWasSent);
    }

    [Fact]
    public async Task An_answer_that_stops_in_its_midst()
    {
        await using LoopbackServer server = LoopbackServer.Answering(
            null, _ => "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{");

        NetworkFault fault = await _home.FailsAsync($"http://localhost:{server.Port}/", KeepaliveErrorCode.AnswerLost, ShortWhile);
        Assert.True(fault.RequestWasSent);
    }

    [Fact]
    public async Task A_connection_that_closes_without_an_answer()
    {
        await using LoopbackServer server = LoopbackServer.Answering(null, _ => null);
        using var body = new StringContent("{}");

        NetworkFaultException lost = await Assert.ThrowsAsync<NetworkFaultException>(() => _home.Http().Client.PostAsync(
            new Uri($"http://localhost:{server.Port}/"), body, TestContext.Current.CancellationToken));
        Assert.Equal(KeepaliveErrorCode.AnswerLost, lost.Fault.Error.Code);
        Assert.Null(lost.Fault.RequestWasSent);

        // Of a request with a body; one without is sent three times more by SocketsHttpHandler itself, which can't be told not to.
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task A_kept_connection_that_dies_under_a_request_with_a_body_does_not_replay_it()
    {
        int answers = 0;
        await using LoopbackServer server = LoopbackServer.Answering(
            null, _ => answers++ == 0 ? LoopbackServer.Http(200, "application/json", "{}") : null);
        AwsHttp http = _home.Http();
        var url = new Uri($"http://localhost:{server.Port}/");
        using var body = new StringContent("{}");
        using (await http.Client.PostAsync(url, body, TestContext.Current.CancellationToken))
        {
        }

        using var second = new StringContent("{}");
        NetworkFaultException lost = await Assert.ThrowsAsync<NetworkFaultException>(
            () => http.Client.PostAsync(url, second, TestContext.Current.CancellationToken));
        Assert.Null(lost.Fault.RequestWasSent);
        Assert.Equal((1, 2), (server.Connections, server.Requests.Count));
    }

    [Fact]
    public async Task A_refused_connection()
    {
        using ReservedPort port = ReservedPort.Any();

        NetworkFault fault = await _home.FailsAsync($"https://127.0.0.1:{port.Number}/", KeepaliveErrorCode.NetworkUnreachable);
        Assert.False(fault.RequestWasSent);
        Assert.Contains("refused", fault.Error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_without_an_address()
    {
        // By hand: a real question would leave the machine.
        var settings = NetworkSettings.Read(_home.Home.Environment, null);
        var exception = new HttpRequestException(HttpRequestError.NameResolutionError, inner: new SocketException((int)SocketError.HostNotFound));
        NetworkFault? direct = FaultClassifier.Classify(exception, new FaultCircumstances("a.test", null, null, settings, false, false));
        NetworkFault? proxied = FaultClassifier.Classify(exception, new FaultCircumstances("a.test", new ProxyRoute(new Uri("http://proxy.test"), "https_proxy"), null, settings, false, false));

        Assert.Equal((KeepaliveErrorCode.NameNotResolved, false), (direct?.Error.Code, direct?.RequestWasSent));
        Assert.Equal("a.test", direct?.Error.Target);
        Assert.Equal("proxy.test", proxied?.Error.Target);
        Assert.Contains("set HTTPS_PROXY", direct?.Error.Advice, StringComparison.Ordinal);
        Assert.StartsWith("Check https_proxy.", proxied?.Error.Advice, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a.test", true)]
    [InlineData("localhost", false)]
    public void An_exception_of_NO_PROXY_is_told_where_the_host_is_not_found(string host, bool isTold)
    {
        _home["https_proxy"] = "http://127.0.0.1:1";
        var exception = new HttpRequestException(HttpRequestError.NameResolutionError, inner: new SocketException((int)SocketError.HostNotFound));

        NetworkFault? fault = FaultClassifier.Classify(exception, new FaultCircumstances(host, null, null, NetworkSettings.Read(_home.Home.Environment, null), false, false));

        Assert.Equal(isTold, fault?.Error.Advice.Contains("NO_PROXY exempts this host from the proxy in https_proxy.", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(403, "text/html; charset=utf-8", "Server: Zscaler/6.2\r\n", "a web page (status 403, text/html, server Zscaler/6.2)")]
    [InlineData(200, "text/html", "", "a web page (status 200, text/html)")]
    [InlineData(200, "text/plain", "", "something else")]
    [InlineData(302, "text/html", "Location: http://portal.test/\r\n", "a redirect (status 302)")]
    [InlineData(511, "text/html", "Server: Portal\r\n", "a request to sign in to the network (status 511, server Portal)")]
    public async Task An_answer_of_something_on_the_way(int status, string type, string headers, string expected)
    {
        await using LoopbackServer server = LoopbackServer.Plain(LoopbackServer.Http(status, type, "<html>blocked</html>", headers));

        NetworkFault fault = await _home.FailsAsync($"http://localhost:{server.Port}/", KeepaliveErrorCode.MiddleboxAnswered);
        Assert.Contains(expected, fault.Error.Message, StringComparison.Ordinal);
        Assert.Null(fault.RequestWasSent);
    }

    [Fact]
    public async Task The_callers_own_cancellation_stays_one()
    {
        await using LoopbackServer server = LoopbackServer.Silent();
        using var cancelled = new CancellationTokenSource();
        Task<string> call = _home.Http().Client.GetStringAsync($"https://localhost:{server.Port}/", cancelled.Token);
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task A_redirect_is_not_followed_wherever_it_leads(int status)
    {
        LoopbackServer? server = null;
        server = LoopbackServer.Answering(null, request => request.StartsWith("GET /elsewhere", StringComparison.Ordinal)
            ? LoopbackServer.Http(200, "application/json", "{}")
            : LoopbackServer.Http(status, "application/json", "{}", $"Location: http://localhost:{server!.Port}/elsewhere\r\n"));
        await using LoopbackServer ended = server;

        NetworkFault fault = await _home.FailsAsync($"http://localhost:{server.Port}/", KeepaliveErrorCode.MiddleboxAnswered);

        Assert.Contains($"a redirect (status {status})", fault.Error.Message, StringComparison.Ordinal);
        Assert.StartsWith("GET / ", Assert.Single(server.Requests), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Neither_cookies_nor_compression()
    {
        await using LoopbackServer server = LoopbackServer.Plain(LoopbackServer.Http(200, "application/json", "{}", "Set-Cookie: a=b\r\n"));
        AwsHttp http = _home.Http();
        for (int i = 0; i < 2; i++)
        {
            await http.Client.GetStringAsync($"http://localhost:{server.Port}/", TestContext.Current.CancellationToken);
        }

        Assert.All(server.Requests, request =>
        {
            Assert.DoesNotContain("Cookie:", request, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("Accept-Encoding", request, StringComparison.OrdinalIgnoreCase);
        });
        Assert.Equal(1, server.Connections);
    }

    [Fact]
    public void Equal_settings_share_one_handler()
    {
        NetworkSettings Read() => NetworkSettings.Read(_home.Home.Environment, null);
        AwsHttp first = AwsHttp.For(Read());
        Assert.Same(first, AwsHttp.For(Read()));

        _home["AWS_CA_BUNDLE"] = "a";
        Assert.NotSame(first, AwsHttp.For(Read()));
    }
}
