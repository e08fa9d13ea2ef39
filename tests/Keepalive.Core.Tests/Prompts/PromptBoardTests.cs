using System.Text;
using Keepalive.Prompts;
using Keepalive.Testing;

namespace Keepalive.Core.Tests.Prompts;

public sealed class PromptBoardTests
{
    private readonly ManualClock _clock = new();
    private readonly PromptBoard _board;

    public PromptBoardTests() => _board = new PromptBoard("saml2aws", "work", _clock);

    [Fact]
    public async Task The_first_answer_is_taken_and_a_second_one_finds_no_question()
    {
        Task<Secret> asked = _board.AskAsync(Ask(QuestionKind.OneTimeCode), CancellationToken.None);
        string id = _board.State.Question!.Id;

        Assert.Equal(AnswerOutcome.Taken, _board.Answer(id, Secret.FromText("123456")));
        Assert.Equal(AnswerOutcome.NotOpen, _board.Answer(id, Secret.FromText("654321")));
        using Secret answer = await asked;
        Assert.Equal("123456", Encoding.UTF8.GetString(answer.Utf8));
        Assert.Null(_board.State.Question);
    }

    [Theory]
    [InlineData(QuestionKind.Choice, "admin", AnswerOutcome.NotAnOption)]
    [InlineData(QuestionKind.Confirmation, "maybe", AnswerOutcome.NotAnOption)]
    [InlineData(QuestionKind.Secret, "", AnswerOutcome.Empty)]
    [InlineData(QuestionKind.OneTimeCode, "12\u001b[A", AnswerOutcome.NotTypable)]
    [InlineData(QuestionKind.Text, "a\nb", AnswerOutcome.NotTypable)]
    [InlineData(QuestionKind.Secret, "a\u007f", AnswerOutcome.NotTypable)]
    internal async Task An_answer_that_does_not_fit_leaves_the_question_open(QuestionKind kind, string text, AnswerOutcome outcome)
    {
        Task<Secret> asked = _board.AskAsync(Ask(kind) with { Options = ["reader", "writer"] }, CancellationToken.None);
        string id = _board.State.Question!.Id;

        Assert.Equal(outcome, _board.Answer(id, Secret.FromText(text)));
        Assert.Equal(id, _board.State.Question!.Id);
        Assert.Equal(AnswerOutcome.Taken, _board.Answer(id, Secret.FromText(kind switch { QuestionKind.Choice => "writer", QuestionKind.Confirmation => "no", _ => "right" })));
        (await asked).Dispose();
    }

    [Fact]
    public async Task Enter_alone_answers_a_question_for_a_text()
    {
        Task<Secret> asked = _board.AskAsync(Ask(QuestionKind.Text), CancellationToken.None);

        Assert.Equal(AnswerOutcome.Taken, _board.Answer(_board.State.Question!.Id, Secret.FromText(string.Empty)));
        (await asked).Dispose();
    }

    [Fact]
    public async Task A_question_without_an_answer_ends_with_its_time()
    {
        Task<Secret> asked = _board.AskAsync(Ask(QuestionKind.Secret) with { Limit = TimeSpan.FromSeconds(30) }, CancellationToken.None);
        string id = _board.State.Question!.Id;

        _clock.Advance(TimeSpan.FromSeconds(31));

        KeepaliveException fault = await Assert.ThrowsAsync<KeepaliveException>(() => asked);
        Assert.Equal(KeepaliveErrorCode.AnswerNotGiven, fault.Code);
        Assert.Equal(AnswerOutcome.NotOpen, _board.Answer(id, Secret.FromText("late")));
    }

    [Fact]
    public async Task A_declined_question_is_told_as_that()
    {
        Task<Secret> asked = _board.AskAsync(Ask(QuestionKind.Secret), CancellationToken.None);

        Assert.Equal(AnswerOutcome.Taken, _board.Decline(_board.State.Question!.Id));
        Assert.Equal(KeepaliveErrorCode.AnswerNotGiven, (await Assert.ThrowsAsync<KeepaliveException>(() => asked)).Code);
        Assert.Equal(AnswerOutcome.NotOpen, _board.Decline("another"));
    }

    [Fact]
    public async Task A_withdrawn_question_is_no_longer_shown_and_the_next_one_can_be_asked()
    {
        using var stop = new CancellationTokenSource();
        Task<Secret> asked = _board.AskAsync(Ask(QuestionKind.Secret), stop.Token);
        string first = _board.State.Question!.Id;

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked);
        Assert.Null(_board.State.Question);
        Task<Secret> next = _board.AskAsync(Ask(QuestionKind.Secret), CancellationToken.None);
        Assert.NotEqual(first, _board.State.Question!.Id);
        Assert.Equal(AnswerOutcome.NotOpen, _board.Answer(first, Secret.FromText("old")));
        _board.Answer(_board.State.Question.Id, Secret.FromText("new"));
        (await next).Dispose();
    }

    [Fact]
    public async Task Every_reader_is_told_of_each_change_that_it_has_not_seen()
    {
        Task<BoardState> waiting = _board.NextAsync(_board.State.Version, CancellationToken.None);
        Assert.False(waiting.IsCompleted);

        _board.Show(Ask(QuestionKind.MatchNumber) with { Code = "42" });
        _board.Report("waiting");

        BoardState told = await waiting;
        Assert.Equal(("42", "waiting"), (told.Notice!.Code, told.Progress));
        _board.End(failure: null);
        Assert.True(_board.State.IsEnded);
        Assert.Null(_board.State.Notice);
    }

    private static Question Ask(QuestionKind kind) => new() { Kind = kind, Words = "Enter it:", Tool = "saml2aws", Profile = "work" };
}
