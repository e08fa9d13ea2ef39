using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using Keepalive.Prompts.Page;
using Keepalive.SignIn;
using Keepalive.Testing;

namespace Keepalive.Core.Tests.Prompts.Page;

/// <summary>What programs of others can send to the port: nothing leaks, and the person's answer still counts.</summary>
public sealed class PromptAttackTests : IAsyncLifetime
{
    private const string Words = "Code of your token";

    private readonly PromptServerHome _home = new();
    private readonly PageKey _key;
    private Task<Secret> _asked = null!;

    public PromptAttackTests() => _key = _home.ReadKey();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Id => _home.Board.State.Question!.Id;

    public ValueTask InitializeAsync()
    {
        _asked = _home.Board.AskAsync(PromptServerHome.Code, Token);
        return default;
    }

    public async ValueTask DisposeAsync()
    {
        await _home.DisposeAsync();
        _home.Board.End(null);
    }

    [Theory]
    [InlineData("localhost:{0}")]
    [InlineData("evil.example:{0}")]
    [InlineData("127.0.0.1")]
    [InlineData("127.0.0.1:1")]
    [InlineData("127.0.0.1.evil.example:{0}")]
    [InlineData("[::1]:{0}")]
    [InlineData("user@127.0.0.1:{0}")]
    public async Task A_request_for_another_host_gets_nothing(string host)
    {
        string other = string.Format(System.Globalization.CultureInfo.InvariantCulture, host, _home.Server.Port);
        foreach (string head in new[] { _home.Head("GET", "/"), _home.Head("GET", "/state?seen=-1", _key.Token), _home.AnswerHead(Id, 4, _key.Token) + "evil" })
        {
            AssertRefused(403, await _home.SendAsync(head.Replace($"Host: {_home.Authority}", $"Host: {other}", StringComparison.Ordinal)));
        }

        await _home.AssertAnswerCountsAsync(_key.Token, _asked);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("https://evil.example")]
    [InlineData("http://localhost:{0}")]
    [InlineData("https://127.0.0.1:{0}")]
    [InlineData("http://127.0.0.1:1")]
    [InlineData("http://127.0.0.1:{0}.evil.example")]
    [InlineData("file://")]
    public async Task A_request_of_another_site_gets_nothing(string site)
    {
        string origin = string.Format(System.Globalization.CultureInfo.InvariantCulture, site, _home.Server.Port);

        AssertRefused(403, await _home.SendAsync(_home.Head("GET", "/state?seen=-1", _key.Token, $"Origin: {origin}")));
        AssertRefused(403, await _home.SendAsync((_home.AnswerHead(Id, 4, _key.Token) + "evil").Replace($"Origin: {_home.Origin}", $"Origin: {origin}", StringComparison.Ordinal)));
        await _home.AssertAnswerCountsAsync(_key.Token, _asked);
    }

    [Fact]
    public async Task A_form_or_a_request_without_an_origin_can_give_no_answer()
    {
        AssertRefused(403, await _home.SendAsync((_home.AnswerHead(Id, 4, _key.Token) + "evil").Replace($"Origin: {_home.Origin}\r\n", string.Empty, StringComparison.Ordinal)));
        AssertRefused(403, await _home.SendAsync(_home.Head("GET", "/state?seen=-1", _key.Token, "Sec-Fetch-Site: cross-site")));
        AssertRefused(403, await _home.SendAsync(_home.Head("GET", "/state?seen=-1", _key.Token, "Sec-Fetch-Site: same-site")));
        AssertRefused(405, await _home.SendAsync(_home.Head("OPTIONS", "/answer", null, "Origin: " + _home.Origin, "Access-Control-Request-Method: POST")));
        await _home.AssertAnswerCountsAsync(_key.Token, _asked);
    }

    [Fact]
    public async Task Guessed_tokens_wait_longer_each_time_and_the_right_one_never_does()
    {
        string[] guesses = ["", new('0', PageKey.Length), _key.Token[..^1], _key.Token + "0", _key.Token.ToUpperInvariant(), _key.Proof, _key.Text];
        List<Task<string>> answers = [];
        foreach (string guess in guesses)
        {
            int timers = _home.Clock.Pending;
            answers.Add(_home.GiveAsync(Id, "evil", guess.Length == 0 ? null : guess));
            await Waiting.UntilAsync(() => _home.Clock.Pending > timers, Token);
        }

        Assert.DoesNotContain(answers, answer => answer.IsCompleted);
        Assert.Contains(Words, await _home.SendAsync(_home.Head("GET", "/state?seen=-1", _key.Token)), StringComparison.Ordinal);
        Assert.DoesNotContain(answers, answer => answer.IsCompleted);

        _home.Clock.Advance(PromptRoutes.Penalty * guesses.Length);
        foreach (string answer in await Task.WhenAll(answers))
        {
            AssertRefused(401, answer);
        }

        Assert.Equal(guesses.Length, _home.Server.WrongTokens);

        await _home.AssertAnswerCountsAsync(_key.Token, _asked);
    }

    [Fact]
    public async Task An_answer_that_is_sent_twice_counts_once()
    {
        string id = Id;
        await _home.AssertAnswerCountsAsync(_key.Token, _asked);

        Assert.Contains("\"NotOpen\"", await _home.GiveAsync(id, "right-answer", _key.Token), StringComparison.Ordinal);
        Task<Secret> next = _home.Board.AskAsync(PromptServerHome.Code, Token);
        Assert.Contains("\"NotOpen\"", await _home.GiveAsync(id, "right-answer", _key.Token), StringComparison.Ordinal);
        await _home.AssertAnswerCountsAsync(_key.Token, next);
    }

    [Fact]
    public async Task A_thousand_idle_connections_do_not_keep_the_answer_out()
    {
        var idle = new List<Socket>();
        try
        {
            for (int count = 0; count < 1000; count++)
            {
                idle.Add(await _home.ConnectAsync());
                if (count % 2 == 0)
                {
                    await SendQuietlyAsync(idle[^1], "GET /state?seen=-1 HTTP/1.1\r\nKeepalive-Token: 0");
                }
            }

            await Waiting.UntilAsync(() => _home.Server.Connections <= ConnectionRoom.MostStrangers, Token);
            await _home.AssertAnswerCountsAsync(_key.Token, _asked);
            Assert.True(_home.Server.Connections <= ConnectionRoom.MostStrangers + ConnectionRoom.MostKnown);
        }
        finally
        {
            idle.ForEach(socket => socket.Dispose());
        }
    }

    [Fact]
    public async Task Connections_that_come_without_end_do_not_close_the_page_that_waits()
    {
        using Socket page = await _home.ConnectAsync();
        long version = _home.Board.State.Version;
        await page.SendAsync(Encoding.ASCII.GetBytes(_home.Head("GET", $"/state?seen={version}", _key.Token)), Token);
        await Waiting.UntilAsync(() => _home.Server.IsWatched, Token);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        Task flood = Task.Run(() => FloodAsync(stop.Token), Token);

        for (int round = 0; round < 20; round++)
        {
            Assert.Contains(Words, await _home.SendAsync(_home.Head("GET", "/state?seen=-1", _key.Token)), StringComparison.Ordinal);
        }

        await _home.AssertAnswerCountsAsync(_key.Token, _asked);
        Assert.Contains($"\"version\":{version + 1}", await PromptServerHome.ReceiveAsync(page), StringComparison.Ordinal);
        await stop.CancelAsync();
        await flood;
    }

    [Fact]
    public async Task A_slow_client_is_cut_off_and_holds_nobody_up()
    {
        using Socket slow = await _home.ConnectAsync();
        int timers = _home.Clock.Pending;
        await slow.SendAsync("GET /state"u8.ToArray(), Token);
        using Socket slowBody = await _home.ConnectAsync();
        await slowBody.SendAsync(Encoding.ASCII.GetBytes(_home.AnswerHead(Id, 10, _key.Token) + "e"), Token);
        await Waiting.UntilAsync(() => _home.Server.Connections == 2 && _home.Clock.Pending > timers, Token);
        Assert.Contains(Words, await _home.SendAsync(_home.Head("GET", "/state?seen=-1", _key.Token)), StringComparison.Ordinal);

        await CutOffAsync(slow);
        await CutOffAsync(slowBody);
        await _home.AssertAnswerCountsAsync(_key.Token, _asked);
    }

    [Theory]
    [InlineData("GET /state?seen=-1 HTTP/1.1\r\nX: {long}\r\n\r\n", 400)]
    [InlineData("GET /{long} HTTP/1.1\r\nHost: {host}\r\n\r\n", 400)]
    [InlineData("POST /answer HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\nKeepalive-Token: {token}\r\nContent-Type: application/octet-stream\r\nContent-Length: 16385\r\n\r\n", 413)]
    [InlineData("POST /answer HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\nKeepalive-Token: {token}\r\nContent-Type: application/octet-stream\r\nContent-Length: 99999999999\r\n\r\n", 400)]
    [InlineData("POST /answer HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\nKeepalive-Token: {token}\r\nContent-Type: application/octet-stream\r\nContent-Length: -1\r\n\r\n", 400)]
    [InlineData("POST /answer HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\nKeepalive-Token: {token}\r\nContent-Type: application/octet-stream\r\n\r\n", 411)]
    [InlineData("POST /answer HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\nKeepalive-Token: {token}\r\nContent-Type: application/octet-stream\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nevil\r\n0\r\n\r\n", 400)]
    [InlineData("POST /answer HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\nKeepalive-Token: {token}\r\nContent-Type: text/plain\r\nContent-Length: 4\r\n\r\nevil", 415)]
    [InlineData("POST /answer HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\nKeepalive-Token: {token}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 4\r\n\r\nevil", 415)]
    [InlineData("POST /answer HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\nKeepalive-Token: {token}\r\nContent-Type: multipart/form-data; boundary=x\r\nContent-Length: 4\r\n\r\nevil", 415)]
    [InlineData("POST /answer HTTP/1.1\r\nHost: {host}\r\nHost: {host}\r\nOrigin: http://{host}\r\nKeepalive-Token: {token}\r\n\r\n", 400)]
    [InlineData("GET /state?seen=-1 HTTP/1.1\r\nHost: {host}\r\nKeepalive-Token: {token}\r\nKeepalive-Token: {token}\r\n\r\n", 400)]
    [InlineData("GET /state?seen=-1 HTTP/1.1\r\nHost: {host}\r\n Keepalive-Token: {token}\r\n\r\n", 400)]
    [InlineData("GET /state?seen=-1 HTTP/1.1\r\nHost : {host}\r\nKeepalive-Token: {token}\r\n\r\n", 400)]
    [InlineData("GET /state?seen=-1 HTTP/1.1\nHost: {host}\nKeepalive-Token: {token}\n\n\r\n\r\n", 400)]
    [InlineData("GET http://{host}/state?seen=-1 HTTP/1.1\r\nHost: {host}\r\nKeepalive-Token: {token}\r\n\r\n", 400)]
    [InlineData("GET /state?seen=-1 HTTP/1.0\r\nHost: {host}\r\nKeepalive-Token: {token}\r\n\r\n", 400)]
    [InlineData("GET /state HTTP/1.1\r\nHost: {host}\r\nKeepalive-Token: {token}\r\n\r\n", 400)]
    [InlineData("GET /state?seen=x HTTP/1.1\r\nHost: {host}\r\nKeepalive-Token: {token}\r\n\r\n", 400)]
    [InlineData("GET /answer HTTP/1.1\r\nHost: {host}\r\nKeepalive-Token: {token}\r\n\r\n", 405)]
    [InlineData("POST / HTTP/1.1\r\nHost: {host}\r\n\r\n", 405)]
    [InlineData("GET /favicon.ico HTTP/1.1\r\nHost: {host}\r\n\r\n", 404)]
    [InlineData("GET /../state?seen=-1 HTTP/1.1\r\nHost: {host}\r\nKeepalive-Token: {token}\r\n\r\n", 404)]
    public async Task An_odd_request_is_refused_and_changes_nothing(string request, int status)
    {
        AssertRefused(status, await _home.SendAsync(request
            .Replace("{host}", _home.Authority, StringComparison.Ordinal).Replace("{token}", _key.Token, StringComparison.Ordinal)
            .Replace("{long}", new string('x', LoopbackConnection.MaximumHead), StringComparison.Ordinal)));
        await _home.AssertAnswerCountsAsync(_key.Token, _asked);
    }

    [Fact]
    public async Task An_answer_that_is_not_Unicode_is_refused()
    {
        using Socket socket = await _home.ConnectAsync();
        await socket.SendAsync((byte[])[.. Encoding.ASCII.GetBytes(_home.AnswerHead(Id, 2, _key.Token)), 0xFF, 0xFE], Token);

        AssertRefused(400, await PromptServerHome.ReceiveAsync(socket));
        await _home.AssertAnswerCountsAsync(_key.Token, _asked);
    }

    [Fact]
    public async Task A_second_request_in_the_same_connection_is_not_read()
    {
        string id = Id;
        string response = await _home.SendAsync(_home.Head("GET", "/") + _home.AnswerHead(id, 4, _key.Token) + "evil");

        Assert.Single(Regex.Matches(response, "HTTP/1.1 "));
        Assert.Equal(id, Id);
        await _home.AssertAnswerCountsAsync(_key.Token, _asked);
    }

    [Fact]
    public async Task An_answer_longer_than_its_length_is_cut_there()
    {
        Assert.Contains("\"Taken\"", await _home.SendAsync(_home.AnswerHead(Id, 3, _key.Token) + "onetwo"), StringComparison.Ordinal);
        using Secret answer = await _asked;
        Assert.Equal("one", Encoding.UTF8.GetString(answer.Utf8));
    }

    [Fact]
    public async Task No_refusal_tells_of_the_question_or_repeats_the_request()
    {
        foreach (string request in new[] { _home.Head("GET", "/marker"), _home.Head("GET", "/open/marker"), _home.Head("MARKER", "/state"), "marker\r\n\r\n", _home.Head("GET", "/", null, "Origin: marker") })
        {
            string response = await _home.SendAsync(request);
            Assert.DoesNotContain("marker", response, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(Words, response, StringComparison.Ordinal);
            Assert.DoesNotContain(_key.Proof, response, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Another_user_of_the_machine_gets_nothing_and_uses_nothing_up()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess && File.Exists("/usr/bin/setpriv") && File.Exists("/bin/bash"), "Only root of Linux can become another user, with setpriv.");
        var entrance = new PageEntrance(_home.Home.Environment, "test", _home.Origin, _key);
        string nonce = entrance.MakeAddress().AbsolutePath[HttpNames.Open.Length..];
        using var listener = new TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        var server = (System.Net.IPEndPoint)listener.LocalEndpoint;

        using Process other = Process.Start(new ProcessStartInfo("setpriv", ["--reuid=65534", "--regid=65534", "--clear-groups", "bash", "-c", $"exec 3<>/dev/tcp/127.0.0.1/{server.Port}; read -u 3"]))!;
        using (Socket theirs = await listener.AcceptSocketAsync(Token))
        {
            Assert.Equal(65534u, OperatingSystem.IsLinux() ? SocketOwner.Find((System.Net.IPEndPoint)theirs.RemoteEndPoint!, server) : null);
            Assert.Null(entrance.Take(nonce, (System.Net.IPEndPoint)theirs.RemoteEndPoint!, server));
        }

        await other.WaitForExitAsync(Token);
        using Process files = Process.Start(new ProcessStartInfo("setpriv", ["--reuid=65534", "--regid=65534", "--clear-groups", "bash", "-c", $"cat '{_home.Folder}'/* || ls '{_home.Folder}'"]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        Assert.Empty(await files.StandardOutput.ReadToEndAsync(Token));
        await files.WaitForExitAsync(Token);

        using Socket ours = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await ours.ConnectAsync(server, Token);
        using Socket accepted = await listener.AcceptSocketAsync(Token);
        Assert.Equal($"/#{_key.Text}", entrance.Take(nonce, (System.Net.IPEndPoint)accepted.RemoteEndPoint!, server));
        Assert.Null(entrance.Take(nonce, (System.Net.IPEndPoint)accepted.RemoteEndPoint!, server));
    }

    [Fact]
    public async Task A_single_use_address_works_once()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The owner of a socket is asked for on Linux.");
        await using var home = new PromptServerHome();
        home.Home.Variables["BROWSER"] = "/snap/bin/firefox";
        Uri address = home.Server.MakeEntrance();

        Assert.Equal(Uri.UriSchemeHttp, address.Scheme);
        Assert.DoesNotContain(Directory.GetFiles(home.Folder), file => file.EndsWith(".html", StringComparison.Ordinal));
        AssertRefused(404, await home.SendAsync(home.Head("GET", address.AbsolutePath[..^1])));
        string first = await home.SendAsync(home.Head("GET", address.AbsolutePath));
        Assert.StartsWith("HTTP/1.1 303 ", first, StringComparison.Ordinal);
        Assert.Matches("\r\nLocation: /#[0-9a-f]{128}\r\n", first);
        AssertRefused(404, await home.SendAsync(home.Head("GET", address.AbsolutePath)));
    }

    private void AssertRefused(int status, string response)
    {
        Assert.StartsWith($"HTTP/1.1 {status} ", response, StringComparison.Ordinal);
        Assert.DoesNotContain(Words, response, StringComparison.Ordinal);
        Assert.DoesNotContain(_key.Proof, response, StringComparison.Ordinal);
        Assert.DoesNotContain("Access-Control", response, StringComparison.OrdinalIgnoreCase);
    }

    private async Task CutOffAsync(Socket socket)
    {
        Task<string> end = PromptServerHome.ReceiveAsync(socket);
        while (!end.IsCompleted)
        {
            _home.Clock.Advance(LoopbackConnection.Patience);
            await Task.WhenAny(end, Task.Delay(20, Token));
        }

        Assert.Empty(await end);
    }

    private async Task FloodAsync(CancellationToken cancellationToken)
    {
        var sockets = new Queue<Socket>();
        try
        {
            while (!cancellationToken.IsCancellationRequested)
            {
                sockets.Enqueue(await _home.ConnectAsync());
                if (sockets.Count > 600)
                {
                    sockets.Dequeue().Dispose();
                }
            }
        }
        finally
        {
            foreach (Socket socket in sockets)
            {
                socket.Dispose();
            }
        }
    }

    private static async Task SendQuietlyAsync(Socket socket, string text)
    {
        try
        {
            await socket.SendAsync(Encoding.ASCII.GetBytes(text), Token);
        }
        catch (SocketException)
        {
            // It had to make room already.
        }
    }
}
