using System.Text;
using Keepalive.Configuration;
using Keepalive.Prompts;
using Keepalive.Testing;
using Keepalive.Workers;

namespace Keepalive.Core.Tests.Prompts;

/// <summary>The ways in which a detached worker reaches the person, in their order.</summary>
public sealed class WorkerPromptTests : IDisposable
{
    private readonly SyntheticHome _home = new();
    private readonly PromptBoard _board = new("saml2aws", "work", TimeProvider.System);
    private readonly FakeDoor _door = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_question_opens_the_page_and_is_in_the_ledger_until_it_is_answered()
    {
        (WorkerPrompt prompt, SignInLedger ledger) = Make(Ways());
        Task<Secret> asked = prompt.AskAsync(Code(), Token);
        await _door.PageOpened.WaitAsync(TimeSpan.FromMinutes(1), Token);

        SignInEntry open = ledger.Read()!;
        Assert.Equal(("code", "Enter code:", SignInPhase.WaitingForPerson, BrowserTab.Opened), (open.Asks, open.Question, open.Phase, open.Tab));
        Answer("123456");
        using Secret answer = await asked;
        Assert.Equal("123456", Encoding.UTF8.GetString(answer.Utf8));
        Assert.Equal((null, null), (ledger.Read()!.Asks, ledger.Read()!.Question));
    }

    [Fact]
    public async Task A_second_question_uses_the_open_page()
    {
        (WorkerPrompt prompt, _) = Make(Ways());
        Task<Secret> first = prompt.AskAsync(Code(), Token);
        await _door.PageOpened.WaitAsync(TimeSpan.FromMinutes(1), Token);
        _door.IsWatched = true;
        Answer("123456");
        (await first).Dispose();

        Task<Secret> second = prompt.AskAsync(Code(), Token);
        Answer("654321");
        (await second).Dispose();

        Assert.Equal(1, _door.Opened);
    }

    [Fact]
    public async Task A_terminal_that_reads_the_questions_keeps_the_page_closed()
    {
        (WorkerPrompt prompt, _) = Make(Ways() with { HasTerminal = true });
        _door.IsWatched = true;

        Task<Secret> asked = prompt.AskAsync(Code(), Token);
        Answer("123456");
        (await asked).Dispose();

        Assert.Equal(0, _door.Opened);
    }

    [Fact]
    public async Task A_browser_that_can_not_be_opened_leaves_the_question_to_a_dialog()
    {
        _door.Fault = KeepaliveErrors.BrowserNotOpened("a test");
        var dialog = new FakeDialog();
        (WorkerPrompt prompt, SignInLedger ledger) = Make(Ways() with { Dialog = dialog });

        using Secret answer = await prompt.AskAsync(Code(), Token);

        Assert.Equal("777777", Encoding.UTF8.GetString(answer.Utf8));
        Assert.Equal(BrowserTab.Failed, ledger.Read()!.Tab);
    }

    [Fact]
    public async Task A_browser_that_can_not_be_opened_leaves_the_question_to_a_command_of_the_person()
    {
        _door.Fault = KeepaliveErrors.BrowserNotOpened("a test");
        (WorkerPrompt prompt, SignInLedger ledger) = Make(Ways() with { Place = PromptPlace.Dialog });
        Task<Secret> asked = prompt.AskAsync(Code(), Token);

        Assert.Equal("code", ledger.Read()!.Asks);
        Assert.True(_board.State.Question!.Ends - TimeProvider.System.GetUtcNow() < TimeSpan.FromSeconds(151));
        Answer("123456");
        (await asked).Dispose();
        Assert.Equal(0, _door.Opened);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_browser_that_opens_nothing_is_told_and_leaves_the_question_to_a_dialog(bool hasDialog)
    {
        var clock = new ManualClock();
        (WorkerPrompt prompt, SignInLedger ledger) = Make(Ways() with { Dialog = hasDialog ? new FakeDialog() : null }, clock);
        Task<Secret> asked = prompt.AskAsync(Code(), Token);
        await _door.PageOpened.WaitAsync(TimeSpan.FromMinutes(1), Token);

        await AdvanceUntilAsync(clock, () => ledger.Read()!.Tab == BrowserTab.Failed);

        Assert.Contains("the page was not loaded within 15 s", ledger.Read()!.TabProblem, StringComparison.Ordinal);
        if (!hasDialog)
        {
            Answer("777777");
        }

        using Secret answer = await asked.WaitAsync(TimeSpan.FromMinutes(1), Token);
        Assert.Equal("777777", Encoding.UTF8.GetString(answer.Utf8));
    }

    [Fact]
    public async Task A_question_that_is_answered_elsewhere_while_the_browser_starts_leads_to_no_second_tab()
    {
        var clock = new ManualClock();
        (WorkerPrompt prompt, SignInLedger ledger) = Make(Ways(), clock);
        Task<Secret> first = prompt.AskAsync(Code(), Token);
        await _door.PageOpened.WaitAsync(TimeSpan.FromMinutes(1), Token);
        Answer("123456");
        (await first.WaitAsync(TimeSpan.FromMinutes(1), Token)).Dispose();

        Task<Secret> second = prompt.AskAsync(Code(), Token);
        clock.Advance(TimeSpan.FromSeconds(10));
        _door.IsWatched = true;
        clock.Advance(TimeSpan.FromSeconds(10));
        Answer("654321");
        (await second.WaitAsync(TimeSpan.FromMinutes(1), Token)).Dispose();

        Assert.Equal((1, BrowserTab.Opened), (_door.Opened, ledger.Read()!.Tab));
    }

    [Fact]
    public async Task A_browser_that_has_opened_nothing_is_not_started_again_for_the_next_question()
    {
        var clock = new ManualClock();
        (WorkerPrompt prompt, SignInLedger ledger) = Make(Ways() with { Dialog = new FakeDialog() }, clock);
        Task<Secret> first = prompt.AskAsync(Code(), Token);
        await AdvanceUntilAsync(clock, () => first.IsCompleted);
        (await first).Dispose();

        (await prompt.AskAsync(Code(), Token).WaitAsync(TimeSpan.FromMinutes(1), Token)).Dispose();

        Assert.Equal((1, BrowserTab.Failed), (_door.Opened, ledger.Read()!.Tab));
    }

    [Fact]
    public async Task A_page_that_a_slow_browser_loads_keeps_the_dialog_closed_for_the_next_question()
    {
        var clock = new ManualClock();
        var dialog = new FakeDialog();
        (WorkerPrompt prompt, _) = Make(Ways() with { Dialog = dialog }, clock);
        Task<Secret> first = prompt.AskAsync(Code(), Token);
        await AdvanceUntilAsync(clock, () => first.IsCompleted);
        (await first).Dispose();
        _door.IsWatched = true;

        Task<Secret> second = prompt.AskAsync(Code(), Token);
        Answer("123456");
        using Secret answer = await second.WaitAsync(TimeSpan.FromMinutes(1), Token);

        Assert.Equal(("123456", 1), (Encoding.UTF8.GetString(answer.Utf8), dialog.Count));
    }

    [Theory]
    [InlineData("None", null, "the setting 'prompt' is 'none'")]
    [InlineData("Automatic", "an SSH session", "an SSH session")]
    [InlineData("Dialog", "an SSH session", "an SSH session")]
    [InlineData("Terminal", null, "the caller has no terminal")]
    public async Task Where_no_person_can_be_asked_the_login_ends_at_once(string place, string? headless, string reason)
    {
        (WorkerPrompt prompt, SignInLedger ledger) = Make(Ways() with { Place = Enum.Parse<PromptPlace>(place), Headless = headless });

        KeepaliveException fault = await Assert.ThrowsAsync<KeepaliveException>(() => prompt.AskAsync(Code(), Token));

        Assert.Equal(KeepaliveErrorCode.PromptUnavailable, fault.Code);
        Assert.Contains(reason, fault.Message, StringComparison.Ordinal);
        Assert.Null(ledger.Read()!.Asks);
    }

    [Fact]
    public async Task A_login_that_is_ended_withdraws_its_question()
    {
        (WorkerPrompt prompt, SignInLedger ledger) = Make(Ways());
        using var stop = new CancellationTokenSource();
        Task<Secret> asked = prompt.AskAsync(Code(), stop.Token);
        await _door.PageOpened.WaitAsync(TimeSpan.FromMinutes(1), Token);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked);
        Assert.Null(_board.State.Question);
        Assert.Null(ledger.Read()!.Asks);
    }

    public void Dispose() => _home.Dispose();

    private PromptWays Ways() => new() { Place = PromptPlace.Automatic, Open = _ => _door };

    private (WorkerPrompt Prompt, SignInLedger Ledger) Make(PromptWays ways, TimeProvider? clock = null)
    {
        var ledger = new SignInLedger(WorkerPaths.OfProfile(_home.Environment, "work"), clock ?? TimeProvider.System);
        var journal = new WorkerJournal(ledger, clock ?? TimeProvider.System);
        journal.Begin(SignInFlow.Command, "a test");
        return (new WorkerPrompt(_board, ways, journal, clock ?? TimeProvider.System), ledger);
    }

    /// <summary>Lets the time pass until it is true, however late the waits begin.</summary>
    private static async Task AdvanceUntilAsync(ManualClock clock, Func<bool> isTrue)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (!isTrue())
        {
            clock.Advance(TimeSpan.FromMilliseconds(500));
            await Task.Delay(5, limit.Token);
        }
    }

    private void Answer(string text) => Assert.Equal(AnswerOutcome.Taken, _board.Answer(_board.State.Question!.Id, Secret.FromText(text)));

    private static Question Code() => new() { Kind = QuestionKind.OneTimeCode, Words = "Enter code:", Tool = "saml2aws", Profile = "work" };

    private sealed class FakeDoor : IPromptDoor
    {
        private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool IsWatched { get; set; }

        public KeepaliveException? Fault { get; set; }

        public int Opened { get; private set; }

        public Task PageOpened => _opened.Task;

        public Task OpenPageAsync(CancellationToken cancellationToken)
        {
            if (Fault is { } fault)
            {
                throw fault;
            }

            Opened++;
            _opened.TrySetResult();
            return Task.CompletedTask;
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    private sealed class FakeDialog : IPromptDialog
    {
        public bool CanAsk(Question question) => true;

        public int Count { get; private set; }

        public Task<Secret> AskAsync(Question question, CancellationToken cancellationToken)
        {
            Count++;
            return Task.FromResult(Secret.FromText("777777"));
        }
    }
}
