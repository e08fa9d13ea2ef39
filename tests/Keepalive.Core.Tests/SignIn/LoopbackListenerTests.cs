using System.Net;
using System.Net.Sockets;
using System.Text;
using Keepalive.Core.Tests.Aws.Network.Support;
using Keepalive.SignIn;
using Keepalive.Testing;

namespace Keepalive.Core.Tests.SignIn;

public sealed class LoopbackListenerTests : IAsyncLifetime
{
    private const string State = "the+state/of=this_sign-in";

    private readonly ManualClock _clock = new();
    private LoopbackListener _listener = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private int Port => _listener.RedirectUri.Port;

    private static string Good => $"/oauth/callback?code=the-code&state={Uri.EscapeDataString(State)}";

    public ValueTask InitializeAsync()
    {
        _listener = LoopbackListener.Bind(State, _clock);
        return default;
    }

    [Fact]
    public async Task The_code_arrives_and_the_browser_is_told_so()
    {
        string page = await GetAsync(Good);

        CallbackAnswer answer = await _listener.WaitAsync(Token);
        Assert.Equal(("the-code", null), (answer.Code, answer.Error));
        Assert.StartsWith("HTTP/1.1 200 OK\r\n", page, StringComparison.Ordinal);
        Assert.Contains("You can close this tab", page, StringComparison.Ordinal);
        Assert.Contains("Cache-Control: no-store", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_error_arrives_as_well()
    {
        await GetAsync($"/oauth/callback?error=access_denied&error_description=%3Cscript%3E&state={Uri.EscapeDataString(State)}");

        Assert.Equal("access_denied", (await _listener.WaitAsync(Token)).Error);
    }

    [Theory]
    [InlineData("/oauth/callback?code=evil&state=wrong", 400)]
    [InlineData("/oauth/callback?code=evil&state=", 400)]
    [InlineData("/oauth/callback?code=evil", 400)]
    [InlineData("/oauth/callback?error=access_denied", 400)]
    [InlineData("/oauth/callback?error=access_denied&state=wrong", 400)]
    [InlineData("/oauth/callback", 400)]
    [InlineData("/oauth/callback?state=the%2Bstate%2Fof%3Dthis_sign-in", 400)]
    [InlineData("/oauth/callback?code=&state=the%2Bstate%2Fof%3Dthis_sign-in", 400)]
    [InlineData("/oauth/callback?code=a&error=b&state=the%2Bstate%2Fof%3Dthis_sign-in", 400)]
    [InlineData("/oauth/callback?code=a&code=b&state=the%2Bstate%2Fof%3Dthis_sign-in", 400)]
    [InlineData("/oauth/callback?code=a&state=wrong&state=the%2Bstate%2Fof%3Dthis_sign-in", 400)]
    [InlineData("/oauth/callback/?code=evil&state=the%2Bstate%2Fof%3Dthis_sign-in", 404)]
    [InlineData("/?code=evil&state=the%2Bstate%2Fof%3Dthis_sign-in", 404)]
    [InlineData("/favicon.ico", 404)]
    public async Task Whatever_is_not_the_answer_is_answered_and_ignored(string target, int status)
    {
        string page = await GetAsync(target);

        Assert.StartsWith($"HTTP/1.1 {status} ", page, StringComparison.Ordinal);
        await AssertStillWaitsAsync();
    }

    [Theory]
    [InlineData("POST {0} HTTP/1.1\r\n\r\n")]
    [InlineData("HEAD {0} HTTP/1.1\r\n\r\n")]
    [InlineData("GET http://127.0.0.1{0} HTTP/1.1\r\n\r\n")]
    [InlineData("GET {0}\r\n\r\n")]
    [InlineData("GET {0} HTTP/2\r\n\r\n")]
    [InlineData("GET {0} x HTTP/1.1\r\n\r\n")]
    [InlineData("\r\n\r\n")]
    public async Task Only_a_plain_GET_counts(string request)
    {
        string page = await SendAsync(Encoding.ASCII.GetBytes(string.Format(System.Globalization.CultureInfo.InvariantCulture, request, Good)));

        Assert.StartsWith("HTTP/1.1 400 ", page, StringComparison.Ordinal);
        await AssertStillWaitsAsync();
    }

    [Fact]
    public async Task No_page_repeats_anything_of_the_request()
    {
        foreach (string target in new[] { "/marker?marker=marker", "/oauth/callback?marker=marker&state=marker&code=marker", Good + "&marker=marker" })
        {
            Assert.DoesNotContain("marker", await GetAsync(target), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Garbage_is_refused_and_ignored()
    {
        byte[] garbage = new byte[500];
        new Random(1).NextBytes(garbage);

        await SendAsync([.. garbage, .. "\r\n\r\n"u8]);
        await SendAsync([0x16, 0x03, 0x01, 0x02, 0x00, .. "\r\n\r\n"u8]); // A browser that insists on TLS.

        await AssertStillWaitsAsync();
    }

    [Fact]
    public async Task A_head_without_end_is_refused_at_its_limit()
    {
        string page = await SendAsync(Encoding.ASCII.GetBytes("GET / HTTP/1.1\r\n" + new string('x', LoopbackConnection.MaximumHead)));

        Assert.StartsWith("HTTP/1.1 400 ", page, StringComparison.Ordinal);
        await AssertStillWaitsAsync();
    }

    [Fact]
    public async Task A_client_that_sends_nothing_is_cut_off_in_time_and_keeps_nobody_waiting()
    {
        using TcpClient slow = await ConnectAsync();
        await slow.GetStream().WriteAsync("GET /oauth"u8.ToArray(), Token);
        Assert.True(SpinWait.SpinUntil(() => _clock.Pending == 1, TimeSpan.FromSeconds(30)), "Its limit does not run.");

        // While it hangs, the answer comes through.
        await GetAsync(Good);
        Assert.Equal("the-code", (await _listener.WaitAsync(Token)).Code);

        _clock.Advance(LoopbackConnection.Patience);
        Assert.Equal(0, await ReadToEndAsync(slow));
    }

    [Fact]
    public async Task Only_the_first_answer_counts()
    {
        await GetAsync(Good);
        string second = await GetAsync($"/oauth/callback?code=second&state={Uri.EscapeDataString(State)}");
        string replayed = await GetAsync(Good);

        Assert.StartsWith("HTTP/1.1 400 ", second, StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 400 ", replayed, StringComparison.Ordinal);
        Assert.Equal("the-code", (await _listener.WaitAsync(Token)).Code);
    }

    [Fact]
    public async Task An_answer_that_came_early_is_not_lost()
    {
        await GetAsync(Good); // Its page is sent before the answer is told; whoever waits later still gets it.

        Assert.Equal("the-code", (await _listener.WaitAsync(Token)).Code);
    }

    [Fact]
    public async Task It_listens_on_127_0_0_1_alone_and_gives_the_port_back()
    {
        int port = Port;
        foreach (IPAddress address in new[] { IPAddress.IPv6Loopback, IPAddress.Parse("127.0.0.2") })
        {
            using var client = new TcpClient(address.AddressFamily);
            await Assert.ThrowsAnyAsync<SocketException>(() => client.ConnectAsync(address, port, Token).AsTask());
        }

        await _listener.DisposeAsync();

        using (await ReservedPort.TakeAsync(port))
        {
            using var late = new TcpClient();
            await Assert.ThrowsAnyAsync<SocketException>(() => late.ConnectAsync(IPAddress.Loopback, port, Token).AsTask());
        }

        await InitializeAsync();
    }

    [Fact]
    public async Task Two_sign_ins_have_two_ports_and_do_not_take_each_others_answers()
    {
        await using LoopbackListener other = LoopbackListener.Bind("another state", _clock);

        Assert.NotEqual(Port, other.RedirectUri.Port);
        Assert.StartsWith("HTTP/1.1 400 ", await GetAsync("/oauth/callback?code=c&state=another%20state"), StringComparison.Ordinal);
        await AssertStillWaitsAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Nobody_else_gets_the_port_while_we_wait_not_even_by_asking_to_share_it(bool shares)
    {
        using var thief = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        if (shares)
        {
            thief.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        }

        Assert.Throws<SocketException>(() =>
        {
            thief.Bind(new IPEndPoint(IPAddress.Loopback, Port));
            thief.Listen();
        });
    }

    [Fact]
    public async Task Many_connections_that_hang_do_not_hold_up_the_end()
    {
        var clients = new List<TcpClient>();
        for (int i = 0; i < 40; i++)
        {
            clients.Add(await ConnectAsync());
        }

        await _listener.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30), Token);

        clients.ForEach(client => client.Dispose());
        await InitializeAsync();
    }

    public ValueTask DisposeAsync() => _listener.DisposeAsync();

    private async Task AssertStillWaitsAsync()
    {
        await GetAsync(Good);
        Assert.Equal("the-code", (await _listener.WaitAsync(Token)).Code);
    }

    private Task<string> GetAsync(string target) =>
        SendAsync(Encoding.ASCII.GetBytes($"GET {target} HTTP/1.1\r\nHost: 127.0.0.1:{Port}\r\nUser-Agent: a browser\r\n\r\n"));

    private async Task<string> SendAsync(byte[] request)
    {
        using TcpClient client = await ConnectAsync();
        await client.GetStream().WriteAsync(request, Token);
        using var reader = new StreamReader(client.GetStream(), Encoding.ASCII);
        return await reader.ReadToEndAsync(Token);
    }

    private async Task<TcpClient> ConnectAsync()
    {
        var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, Port, Token);
        return client;
    }

    private static async Task<int> ReadToEndAsync(TcpClient client)
    {
        try
        {
            return await client.GetStream().ReadAsync(new byte[1], Token).AsTask().WaitAsync(TimeSpan.FromSeconds(30), Token);
        }
        catch (IOException)
        {
            return 0; // A reset is an end too.
        }
    }
}
