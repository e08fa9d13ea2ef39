using Keepalive.Configuration;
using Keepalive.Platform.Time;
using Keepalive.Workers;

namespace Keepalive.Prompts;

/// <summary>
/// Asks on behalf of a detached worker: the question is in the ledger for all waiting processes and on the board for all ways of asking. The first way
/// that can be used is opened: the caller's terminal, the page, a dialog.
/// </summary>
/// <param name="board">The questions.</param>
/// <param name="ways">The ways.</param>
/// <param name="journal">The worker's entry in the ledger.</param>
/// <param name="clock">The time.</param>
internal sealed class WorkerPrompt(PromptBoard board, PromptWays ways, WorkerJournal journal, TimeProvider clock) : IPersonPrompt, IAsyncDisposable
{
    /// <summary>A terminal of the caller reads the board within this time, or it is gone.</summary>
    private static readonly TimeSpan TerminalLimit = TimeSpan.FromSeconds(2);

    /// <summary>A page that reads the board again does it within this time.</summary>
    private static readonly TimeSpan ReaderLimit = TimeSpan.FromSeconds(5);

    /// <summary>A browser that works has the page by then. An opener that ends with success may have opened nothing.</summary>
    internal static readonly TimeSpan BrowserLimit = TimeSpan.FromSeconds(15);

    /// <summary>For the last words to reach the page.</summary>
    private static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan BetweenReaders = TimeSpan.FromSeconds(1);

    /// <summary>A question ends before its worker, so that the page and all callers get the reason.</summary>
    private static readonly TimeSpan BeforeEnd = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(50);

    private readonly CancellationTokenSource _end = new();
    private IPromptDoor? _door;
    private Task _opening = Task.CompletedTask;
    private bool _isAddressOpened;
    private bool _isPageOpened;
    private bool _hasNoBrowser;
    private Deadline? _browser;

    public async Task<Secret> AskAsync(Question question, CancellationToken cancellationToken)
    {
        if (ways.Obstacle is { } obstacle)
        {
            throw KeepaliveErrors.PromptUnavailable(question.Profile, question.Tool, question.Words, obstacle);
        }

        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task<Secret> answer = board.AskAsync(question with { Limit = LimitOf(question) }, cancellationToken);
        Task asking = Task.CompletedTask;
        try
        {
            _door ??= ways.Open(board);
            journal.Change(entry => entry with { Phase = SignInPhase.WaitingForPerson, Asks = question.Noun, Question = question.Words });
            asking = ReachAsync(question, over.Token);
            return await answer.ConfigureAwait(false);
        }
        finally
        {
            await over.CancelAsync().ConfigureAwait(false);
            await asking.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            journal.Change(static entry => entry with { Asks = null, Question = null });
        }
    }

    public void Show(Question? notice)
    {
        board.Show(notice);
        if (notice is { Opens: true, Address: { } address } && ways.OpenAddress is { } open && ways.Place != PromptPlace.None && !_isAddressOpened)
        {
            _isAddressOpened = true;
            _opening = OpenAsync(open, address);
        }
    }

    /// <summary>The sign-in is over: the page shows the result.</summary>
    /// <param name="failure">The fault; null after a success.</param>
    public void End(KeepaliveException? failure) => board.End(failure);

    /// <summary>Closes the door, after an open page has had the time to read the result.</summary>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync().ConfigureAwait(false);
        await _opening.ConfigureAwait(false);
        _end.Dispose();
        if (_door is not { } door)
        {
            return;
        }

        // A page that was answered reads again at once; one that was closed by the person never does.
        Deadline deadline = Deadline.After(clock, EndLimit);
        while (door.IsWatched && deadline.Remaining > TimeSpan.Zero)
        {
            await Task.Delay(BetweenLooks, clock).ConfigureAwait(false);
        }

        await door.DisposeAsync().ConfigureAwait(false);
    }

    private TimeSpan LimitOf(Question question)
    {
        TimeSpan left = journal.Entry.Started + WorkerRunner.Limit - clock.GetUtcNow() - BeforeEnd;
        TimeSpan limit = ways.LimitOf(question);
        return left <= TimeSpan.Zero ? TimeSpan.FromSeconds(1) : left < limit ? left : limit;
    }

    /// <summary>Brings the question to the person. Ends with the question.</summary>
    private async Task ReachAsync(Question question, CancellationToken cancellationToken)
    {
        // A terminal that is gone reads no longer: then the next way is used.
        while (ways.HasTerminal && await IsReadWithinAsync(TerminalLimit, cancellationToken).ConfigureAwait(false))
        {
            await Task.Delay(BetweenReaders, clock, cancellationToken).ConfigureAwait(false);
        }

        if (ways.HasPage && await TryPageAsync(cancellationToken).ConfigureAwait(false))
        {
            return;
        }

        if (ways.CanUseDialog(question))
        {
            await AskDialogAsync(question, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The tool's own address. The tab is in the ledger before it opens, so that a killed worker opens no second one.</summary>
    private async Task OpenAsync(Func<Uri, CancellationToken, Task> open, Uri address)
    {
        journal.Change(entry => entry with { Tab = BrowserTab.Opened, TabOpened = clock.GetUtcNow() });
        try
        {
            await open(address, _end.Token).ConfigureAwait(false);
        }
        catch (KeepaliveException exception) when (exception.Code == KeepaliveErrorCode.BrowserNotOpened)
        {
            journal.Change(entry => entry with { Tab = BrowserTab.Failed, TabProblem = exception.Message });
        }
        catch (OperationCanceledException)
        {
            // The sign-in is over.
        }
    }

    private async Task<bool> TryPageAsync(CancellationToken cancellationToken)
    {
        // One tab for all questions of a sign-in, unless the person has closed it.
        if (_door!.IsWatched || (_isPageOpened && await IsReadWithinAsync(TimeSpan.FromTicks(Math.Max(ReaderLimit.Ticks, _browser!.Remaining.Ticks)), cancellationToken).ConfigureAwait(false)))
        {
            return true;
        }

        if (_hasNoBrowser)
        {
            return false;
        }

        DateTimeOffset? lastTab = journal.Entry.TabOpened;
        journal.Change(entry => entry with { Tab = BrowserTab.Opened, TabOpened = clock.GetUtcNow() });
        try
        {
            await _door.OpenPageAsync(cancellationToken).ConfigureAwait(false);

            // Before the page is seen: a question that is answered elsewhere meanwhile must not lead to a second tab.
            (_isPageOpened, _browser) = (true, Deadline.After(clock, BrowserLimit));
            return await IsReadWithinAsync(BrowserLimit, cancellationToken).ConfigureAwait(false)
                ? true
                : throw KeepaliveErrors.BrowserNotOpened($"the browser was started, but the page was not loaded within {Duration.Format(BrowserLimit)}");
        }
        catch (KeepaliveException exception) when (exception.Code == KeepaliveErrorCode.BrowserNotOpened)
        {
            // The page stays: a slow browser may still load it, and the first answer counts.
            (_isPageOpened, _hasNoBrowser) = (false, true);
            journal.Change(entry => entry with { Tab = BrowserTab.Failed, TabProblem = exception.Message, TabOpened = lastTab });
            return false;
        }
    }

    private async Task<bool> IsReadWithinAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        Deadline deadline = Deadline.After(clock, limit);
        while (!_door!.IsWatched && deadline.Remaining > TimeSpan.Zero)
        {
            await Task.Delay(BetweenLooks, clock, cancellationToken).ConfigureAwait(false);
        }

        return _door.IsWatched;
    }

    private async Task AskDialogAsync(Question question, CancellationToken cancellationToken)
    {
        if (board.State.Question is not { } open)
        {
            return;
        }

        try
        {
            await FittingAnswer.AskAsync(
                question,
                again => ways.Dialog!.AskAsync(again, cancellationToken),
                answer => Task.FromResult(board.Answer(open.Id, answer))).ConfigureAwait(false);
        }
        catch (KeepaliveException exception) when (exception.Code == KeepaliveErrorCode.AnswerNotGiven)
        {
            board.Decline(open.Id);
        }
        catch (KeepaliveException exception) when (exception.Code == KeepaliveErrorCode.PromptUnavailable)
        {
            // The question stays open for 'claude-aws answer'.
        }
    }
}
