using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using Keepalive.Prompts;
using Keepalive.Prompts.Page;
using Keepalive.Testing;

namespace Keepalive.Core.Tests.Prompts.Page;

public sealed class PromptServerTests : IAsyncLifetime
{
    private readonly PromptServerHome _home = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => default;

    public ValueTask DisposeAsync() => _home.DisposeAsync();

    [Fact]
    public async Task The_page_is_one_document_whose_policy_allows_only_its_own_script_and_style()
    {
        string page = await _home.SendAsync(_home.Head("GET", "/"));

        Assert.StartsWith("HTTP/1.1 200 OK\r\n", page, StringComparison.Ordinal);
        string nonce = Regex.Match(page, "script-src 'nonce-([^']+)'").Groups[1].Value;
        Assert.Contains(
            $"Content-Security-Policy: default-src 'none'; script-src 'nonce-{nonce}'; style-src 'nonce-{nonce}'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'\r\n",
            page, StringComparison.Ordinal);
        Assert.Contains($"<style nonce=\"{nonce}\">", page, StringComparison.Ordinal);
        Assert.Contains("Cache-Control: no-store\r\n", page, StringComparison.Ordinal);
        Assert.Contains("Referrer-Policy: same-origin\r\n", page, StringComparison.Ordinal);
        Assert.Contains("X-Content-Type-Options: nosniff\r\n", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Set-Cookie", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotMatch(@"(src|href)=""|https?://", page[page.IndexOf("\r\n\r\n", StringComparison.Ordinal)..]);
        Assert.DoesNotContain("{text.", page, StringComparison.Ordinal);
        Assert.DoesNotContain("work", Regex.Match(page, "<body>.*</main>", RegexOptions.Singleline).Value, StringComparison.Ordinal);
        Assert.NotEqual(nonce, Regex.Match(await _home.SendAsync(_home.Head("GET", "/")), "script-src 'nonce-([^']+)'").Groups[1].Value);
    }

    [Fact]
    public async Task A_question_is_shown_and_its_answer_reaches_the_sign_in()
    {
        PageKey key = _home.ReadKey();
        Task<Secret> asked = _home.Board.AskAsync(PromptServerHome.Code with { Complaint = "The code was wrong." }, Token);

        string state = await _home.SendAsync(_home.Head("GET", "/state?seen=-1", key.Token));

        Assert.Contains($"Keepalive-Proof: {key.Proof}\r\n", state, StringComparison.Ordinal);
        Assert.Contains("\"kind\":\"OneTimeCode\"", state, StringComparison.Ordinal);
        Assert.Contains("\"secondsLeft\":600", state, StringComparison.Ordinal);
        Assert.Contains("The code was wrong.", state, StringComparison.Ordinal);
        await _home.AssertAnswerCountsAsync(key.Token, asked);
    }

    [Fact]
    public async Task News_are_told_at_once_and_no_news_after_twenty_seconds()
    {
        PageKey key = _home.ReadKey();
        string first = await _home.SendAsync(_home.Head("GET", "/state?seen=-1", key.Token));
        Assert.Contains("\"version\":0", first, StringComparison.Ordinal);

        using Socket waiting = await WaitForNewsAsync(0, key);
        Task<string> news = PromptServerHome.ReceiveAsync(waiting);
        _home.Board.Report("It waits for your phone.");
        Assert.Contains("It waits for your phone.", await news.WaitAsync(Token), StringComparison.Ordinal);

        using Socket idle = await WaitForNewsAsync(1, key);
        Task<string> none = PromptServerHome.ReceiveAsync(idle);
        await Waiting.UntilAsync(() => _home.Server.IsWatched, Token);
        while (!none.IsCompleted)
        {
            _home.Clock.Advance(PromptRoutes.LongestPoll); // Once more, should the server not have begun to wait.
            await Task.WhenAny(none, Task.Delay(500, Token));
        }

        Assert.Contains("\"version\":1", await none, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(QuestionKind.Choice, "other", "NotAnOption")]
    [InlineData(QuestionKind.Secret, "", "Empty")]
    [InlineData(QuestionKind.Secret, "a\tb", "NotTypable")]
    internal async Task An_answer_that_does_not_fit_is_told_and_the_question_stays(QuestionKind kind, string text, string outcome)
    {
        PageKey key = _home.ReadKey();
        Task<Secret> asked = _home.Board.AskAsync(PromptServerHome.Code with { Kind = kind, Options = ["right-answer"] }, Token);

        Assert.Contains($"\"{outcome}\"", await _home.GiveAsync(_home.Board.State.Question!.Id, text, key.Token), StringComparison.Ordinal);
        await _home.AssertAnswerCountsAsync(key.Token, asked);
    }

    [Fact]
    public async Task A_declined_question_ends_without_an_answer()
    {
        PageKey key = _home.ReadKey();
        Task<Secret> asked = _home.Board.AskAsync(PromptServerHome.Code, Token);

        string response = await _home.SendAsync(_home.Head("POST", "/decline", key.Token, $"Origin: {_home.Origin}", "Content-Length: 0", $"Keepalive-Question: {_home.Board.State.Question!.Id}"));

        Assert.Contains("\"Taken\"", response, StringComparison.Ordinal);
        await HomeExtensions.FailsAsync(() => asked, KeepaliveErrorCode.AnswerNotGiven);
    }

    [Fact]
    public async Task The_file_for_the_browser_is_owner_only_holds_the_key_and_goes_with_the_first_visit()
    {
        string file = _home.Server.MakeEntrance().LocalPath;
        PageKey key = _home.ReadKey();
        if (!OperatingSystem.IsWindows())
        {
            foreach (string path in Directory.GetFiles(_home.Folder))
            {
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
            }

            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(_home.Folder));
        }

        Assert.Contains($"url=http://{_home.Authority}/#{key.Text}\"", File.ReadAllText(file), StringComparison.Ordinal);
        await _home.SendAsync(_home.Head("GET", "/"));
        Assert.True(File.Exists(file));
        Assert.False(_home.Server.Opened.IsCompleted);

        await _home.SendAsync(_home.Head("GET", "/state?seen=-1", key.Token));

        Assert.False(File.Exists(file));
        await _home.Server.Opened.WaitAsync(Token);
    }

    [Fact]
    public async Task The_outcome_reaches_an_open_page_before_the_server_ends_and_nothing_is_left()
    {
        PageKey key = _home.ReadKey();
        await _home.SendAsync(_home.Head("GET", "/state?seen=-1", key.Token));
        using Socket waiting = await WaitForNewsAsync(0, key);
        Task<string> news = PromptServerHome.ReceiveAsync(waiting);
        await Waiting.UntilAsync(() => _home.Server.IsWatched, Token);

        _home.Board.End(KeepaliveErrors.AnswerNotGiven("work", "saml2aws", "Code", "you declined to answer"));
        await _home.Server.DisposeAsync();

        string state = await news.WaitAsync(Token);
        Assert.Contains("\"isEnded\":true", state, StringComparison.Ordinal);
        Assert.Contains("you declined to answer", state, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_home.Folder));
        await Assert.ThrowsAsync<SocketException>(_home.ConnectAsync);
    }

    [Fact]
    public async Task The_server_ends_by_itself_after_ten_minutes()
    {
        _home.ReadKey();
        _home.Clock.Advance(Question.LongestLimit + TimeSpan.FromSeconds(5));

        await Waiting.UntilAsync(() => Directory.GetFiles(_home.Folder).Length == 0, Token);
        await Assert.ThrowsAsync<SocketException>(_home.ConnectAsync);
    }

    [Fact]
    public async Task A_page_that_was_closed_keeps_nothing_waiting()
    {
        PageKey key = _home.ReadKey();
        await _home.SendAsync(_home.Head("GET", "/state?seen=-1", key.Token));
        Socket waiting = await WaitForNewsAsync(0, key);
        await Waiting.UntilAsync(() => _home.Server.IsWatched, Token);
        waiting.Dispose();

        await Waiting.UntilAsync(() => _home.Server.Connections == 0, Token);
        _home.Clock.Advance(TimeSpan.FromSeconds(4));
        Assert.False(_home.Server.HasPage);
    }

    [Fact]
    public async Task A_state_folder_that_cannot_be_written_is_an_error_that_names_it()
    {
        using var other = new Keepalive.Testing.SyntheticHome();
        string state = Path.Combine(other.Folder, "state");
        other.Variables["CLAUDE_AWS_STATE"] = state;
        File.WriteAllText(state, "a file");

        KeepaliveException fault = Assert.Throws<KeepaliveException>(() => PromptServer.Start(other.Environment, _home.Board, _home.Clock));
        Assert.Equal(KeepaliveErrorCode.StateFolderUnusable, fault.Code);
        await Task.CompletedTask;
    }

    private async Task<Socket> WaitForNewsAsync(long seen, PageKey key)
    {
        Socket socket = await _home.ConnectAsync();
        await socket.SendAsync(Encoding.ASCII.GetBytes(_home.Head("GET", $"/state?seen={seen}", key.Token)), Token);
        return socket;
    }
}
