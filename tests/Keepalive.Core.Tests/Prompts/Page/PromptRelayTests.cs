using System.Text;
using Keepalive.Prompts;
using Keepalive.Prompts.Page;
using Keepalive.Testing;

namespace Keepalive.Core.Tests.Prompts.Page;

/// <summary>A terminal or a PowerShell host asks what a detached sign-in has to know.</summary>
public sealed class PromptRelayTests : IAsyncLifetime
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    private readonly PromptServerHome _home = new();
    private readonly CancellationTokenSource _end = new();
    private Task _relaying = Task.CompletedTask;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => default;

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _relaying;
        _end.Dispose();
        await _home.DisposeAsync();
    }

    [Fact]
    public async Task The_question_is_asked_here_and_its_answer_goes_to_the_sign_in()
    {
        ScriptedPerson person = Relay("123456");

        Assert.Equal("123456", await AskAsync(PromptServerHome.Code));

        Assert.Null(Assert.Single(person.Questions).Complaint);
    }

    [Theory]
    [InlineData("12\u001b[A3", "the answer contains a control character")]
    [InlineData("12\t3", "the answer contains a control character")]
    [InlineData("", "the answer is empty")]
    public async Task An_answer_that_does_not_fit_is_asked_for_again_at_once_with_the_reason(string misfit, string reason)
    {
        ScriptedPerson person = Relay(misfit, "123456");

        Assert.Equal("123456", await AskAsync(PromptServerHome.Code));

        Assert.Equal([null, $"Please answer again: {reason}."], person.Questions.Select(question => question.Complaint));
    }

    [Fact]
    public async Task An_option_that_does_not_exist_is_asked_for_again()
    {
        ScriptedPerson person = Relay("Owner", "Admin");

        Assert.Equal("Admin", await AskAsync(PromptServerHome.Code with { Kind = QuestionKind.Choice, Options = ["Admin", "Reader"] }));

        Assert.Equal(2, person.Questions.Count);
    }

    [Fact]
    public async Task A_host_that_gives_only_answers_that_do_not_fit_leaves_the_question_to_the_page()
    {
        ScriptedPerson person = Relay("", "", "", "", "", "", "");
        Task<Secret> asked = _home.Board.AskAsync(PromptServerHome.Code, Token);
        await Waiting.UntilAsync(() => person.Questions.Count == FittingAnswer.MostMisfits, Token);

        await _home.AssertAnswerCountsAsync(_home.ReadKey().Token, asked);

        Assert.Equal(FittingAnswer.MostMisfits, person.Questions.Count);
    }

    [Fact]
    public async Task A_question_that_another_way_has_answered_is_withdrawn()
    {
        ScriptedPerson person = Relay();
        Task<Secret> asked = _home.Board.AskAsync(PromptServerHome.Code, Token);
        await person.Asked.WaitAsync(Limit, Token);

        await _home.AssertAnswerCountsAsync(_home.ReadKey().Token, asked);

        await Waiting.UntilAsync(() => person.Withdrawn is not null, Token);
    }

    [Fact]
    public async Task A_person_who_declines_here_ends_the_question()
    {
        Start(new FailingPerson(question => KeepaliveErrors.Declined(question.Profile, question.Tool, question.Words)));

        await HomeExtensions.FailsAsync(() => AskAsync(PromptServerHome.Code), KeepaliveErrorCode.AnswerNotGiven);
    }

    [Fact]
    public async Task A_host_that_can_not_ask_leaves_the_question_to_the_page()
    {
        var person = new FailingPerson(question => KeepaliveErrors.HostCannotAsk(question.Profile, question.Tool, question.Words, "a test"));
        Start(person);
        Task<Secret> asked = _home.Board.AskAsync(PromptServerHome.Code, Token);
        await Waiting.UntilAsync(() => person.Count > 0, Token);

        await _home.AssertAnswerCountsAsync(_home.ReadKey().Token, asked);

        Assert.Equal(1, person.Count);
    }

    [Fact]
    public async Task The_questions_of_another_profile_are_not_asked_here()
    {
        var person = new ScriptedPerson("123456");
        Start(person, "other");
        Task<Secret> asked = _home.Board.AskAsync(PromptServerHome.Code, Token);

        await _home.AssertAnswerCountsAsync(_home.ReadKey().Token, asked);

        Assert.Empty(person.Questions);
    }

    [Fact]
    public async Task The_relay_ends_with_its_caller_and_the_question_stays_open()
    {
        ScriptedPerson person = Relay();
        Task<Secret> asked = _home.Board.AskAsync(PromptServerHome.Code, Token);
        await person.Asked.WaitAsync(Limit, Token);

        await _end.CancelAsync();
        await _relaying.WaitAsync(Limit, Token);

        Assert.NotNull(person.Withdrawn);
        await _home.AssertAnswerCountsAsync(_home.ReadKey().Token, asked);
    }

    private ScriptedPerson Relay(params string[] answers)
    {
        var person = new ScriptedPerson(answers);
        Start(person);
        return person;
    }

    private void Start(IPersonPrompt person, string profile = "work") =>
        _relaying = new PromptRelay(_home.Home.Environment, profile, person, TimeProvider.System).RunAsync(_end.Token);

    private async Task<string> AskAsync(Question question)
    {
        using Secret answer = await _home.Board.AskAsync(question, Token).WaitAsync(Limit, Token);
        return Encoding.UTF8.GetString(answer.Utf8);
    }

    private sealed class FailingPerson(Func<Question, KeepaliveException> fault) : IPersonPrompt
    {
        private int _count;

        public int Count => Volatile.Read(ref _count);

        public Task<Secret> AskAsync(Question question, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _count);
            return Task.FromException<Secret>(fault(question));
        }

        public void Show(Question? notice)
        {
        }
    }
}
