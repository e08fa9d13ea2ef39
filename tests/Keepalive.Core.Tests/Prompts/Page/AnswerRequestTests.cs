using System.Text;
using Keepalive.Prompts;
using Keepalive.Prompts.Page;
using Keepalive.Testing;

namespace Keepalive.Core.Tests.Prompts.Page;

/// <summary><c>claude-aws answer</c> without a terminal, as Claude Code runs it.</summary>
public sealed class AnswerRequestTests : IAsyncLifetime
{
    private readonly PromptServerHome _home = new();

    public AnswerRequestTests()
    {
        // A browser that can't be started, so that no test opens one: the attempt is told.
        _home.Home.Variables["DISPLAY"] = ":0";
        _home.Home.Variables["BROWSER"] = "/nonexistent/browser";
        _home.Home.Variables["PATH"] = "/nonexistent";
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => default;

    public ValueTask DisposeAsync() => _home.DisposeAsync();

    [Theory]
    [InlineData("Secret", "password")]
    [InlineData("OneTimeCode", "code")]
    public async Task A_secret_as_an_argument_is_refused_with_an_error_and_the_question_stays_open(string kind, string noun)
    {
        Task<Secret> asked = _home.Board.AskAsync(PromptServerHome.Code with { Kind = Enum.Parse<QuestionKind>(kind) }, Token);

        KeepaliveException failure = await HomeExtensions.FailsAsync(() => RunAsync(new AnswerRequest { Answer = "planted-1" }), KeepaliveErrorCode.AnswerExposed);

        Assert.Contains($"does not accept a {noun} on a command line", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("planted-1", failure.Message + failure.Advice, StringComparison.Ordinal);
        Assert.Equal(18, KeepaliveErrorCode.Find(failure.Code)!.ExitStatus);
        await _home.AssertAnswerCountsAsync(_home.ReadKey().Token, asked);
    }

    [Fact]
    public async Task A_page_that_is_open_is_named_and_no_second_tab_opens()
    {
        Task<Secret> asked = _home.Board.AskAsync(PromptServerHome.Code, Token);
        string token = _home.ReadKey().Token;
        Task<string> page = _home.SendAsync(_home.Head("GET", $"/state?seen={_home.Board.State.Version}", token));
        await Waiting.UntilAsync(() => _home.Server.HasPage, Token);

        IReadOnlyList<string> listed = await RunAsync(new AnswerRequest());
        KeepaliveException refused = await HomeExtensions.FailsAsync(() => RunAsync(new AnswerRequest { Answer = "123456" }), KeepaliveErrorCode.AnswerExposed);
        IReadOnlyList<string> again = await RunAsync(new AnswerRequest { OpensPage = true });

        Assert.Contains("The page is open in a tab of your browser.", listed[^1], StringComparison.Ordinal);
        Assert.Contains("claude-aws answer --open", refused.Advice, StringComparison.Ordinal);
        Assert.DoesNotContain("is open", again[^1], StringComparison.Ordinal);
        await _home.AssertAnswerCountsAsync(token, asked);
        await page;
    }

    [Fact]
    public async Task A_browser_that_is_still_starting_gets_no_second_tab_and_one_that_never_came_does()
    {
        Task<Secret> asked = _home.Board.AskAsync(PromptServerHome.Code, Token);
        string token = _home.ReadKey().Token;

        IReadOnlyList<string> soon = await RunAsync(new AnswerRequest());
        _home.Clock.Advance(PromptRoutes.BrowserStart);
        IReadOnlyList<string> later = await RunAsync(new AnswerRequest());

        Assert.Contains("The page is open", soon[^1], StringComparison.Ordinal);
        Assert.DoesNotContain("The page is open", later[^1], StringComparison.Ordinal);
        await _home.AssertAnswerCountsAsync(token, asked);
    }

    [Fact]
    public async Task A_choice_is_given_by_its_number()
    {
        Task<Secret> asked = _home.Board.AskAsync(PromptServerHome.Code with { Kind = QuestionKind.Choice, Options = ["Admin", "Reader"] }, Token);

        IReadOnlyList<string> told = await RunAsync(new AnswerRequest { Answer = "2" });

        using Secret answer = await asked;
        Assert.Equal(("Reader", "The answer was sent. The sign-in continues."), (Encoding.UTF8.GetString(answer.Utf8), Assert.Single(told)));
    }

    private Task<IReadOnlyList<string>> RunAsync(AnswerRequest request) => request.RunAsync(_home.Home.Environment, terminal: null, TimeProvider.System, Token);
}
