using System.Security.Cryptography;

namespace Keepalive.Prompts;

/// <summary>
/// The questions of one sign-in, for all ways of asking at once: page, dialog and terminal read the same state, and the first answer counts.
/// </summary>
/// <param name="tool">The program or service that asks.</param>
/// <param name="profile">The profile that is signed in to.</param>
/// <param name="clock">The time.</param>
internal sealed class PromptBoard(string tool, string profile, TimeProvider clock) : IPersonPrompt
{
    private readonly object _lock = new();
    private TaskCompletionSource _change = NewChange();
    private TaskCompletionSource<Secret>? _answer;
    private BoardState _state = new() { Tool = tool, Profile = profile };

    /// <summary>The state as it is now.</summary>
    public BoardState State
    {
        get
        {
            lock (_lock)
            {
                return _state;
            }
        }
    }

    /// <summary>The first state that is newer than the one a reader has seen.</summary>
    /// <param name="seen">The version that was seen; -1 for none.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task<BoardState> NextAsync(long seen, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task change;
            lock (_lock)
            {
                if (_state.Version > seen)
                {
                    return _state;
                }

                change = _change.Task;
            }

            await change.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Opens a question, and waits for its answer. One question is open at a time.</summary>
    /// <param name="question">The question.</param>
    /// <param name="cancellationToken">Withdraws it.</param>
    /// <exception cref="KeepaliveException">AnswerNotGiven.</exception>
    public async Task<Secret> AskAsync(Question question, CancellationToken cancellationToken)
    {
        var answer = new TaskCompletionSource<Secret>(TaskCreationOptions.RunContinuationsAsynchronously);
        TimeSpan time = question.Limit < Question.LongestLimit ? question.Limit : Question.LongestLimit;
        lock (_lock)
        {
            if (_answer is not null)
            {
                throw new InvalidOperationException("A question is open already.");
            }

            _answer = answer;
            Change(_state with { Question = new OpenQuestion(RandomNumberGenerator.GetHexString(16, lowercase: true), question, clock.GetUtcNow() + time), Notice = null });
        }

        try
        {
            return await answer.Task.WaitAsync(time, clock, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is TimeoutException or OperationCanceledException)
        {
            // An answer in the moment of the withdrawal belongs to no caller.
            _ = answer.Task.ContinueWith(static late => late.Result.Dispose(), CancellationToken.None, TaskContinuationOptions.OnlyOnRanToCompletion, TaskScheduler.Default);
            if (exception is OperationCanceledException)
            {
                throw;
            }

            throw KeepaliveErrors.AnswerNotGiven(question.Profile, question.Tool, question.Words, $"no answer came within {Duration.Format(time)}");
        }
        finally
        {
            Withdraw(answer);
        }
    }

    /// <summary>Gives the answer to the open question.</summary>
    /// <param name="id">The question's id.</param>
    /// <param name="answer">The answer; the board disposes of it where it is not taken.</param>
    public AnswerOutcome Answer(string id, Secret answer)
    {
        lock (_lock)
        {
            AnswerOutcome outcome = _state.Question is not { } open || open.Id != id || _answer is null ? AnswerOutcome.NotOpen : open.Question.Judge(answer);
            if (outcome == AnswerOutcome.Taken && _answer!.TrySetResult(answer))
            {
                Change(_state with { Question = null });
                return AnswerOutcome.Taken;
            }

            answer.Dispose();
            return outcome == AnswerOutcome.Taken ? AnswerOutcome.NotOpen : outcome;
        }
    }

    /// <summary>The person gives no answer to the open question.</summary>
    /// <param name="id">The question's id.</param>
    public AnswerOutcome Decline(string id)
    {
        lock (_lock)
        {
            if (_state.Question is not { } open || open.Id != id || _answer is null)
            {
                return AnswerOutcome.NotOpen;
            }

            Question question = open.Question;
            _answer.TrySetException(KeepaliveErrors.Declined(question.Profile, question.Tool, question.Words));
            Change(_state with { Question = null });
            return AnswerOutcome.Taken;
        }
    }

    /// <summary>Shows what is to be done elsewhere.</summary>
    /// <param name="notice">The notice; null when it is done.</param>
    public void Show(Question? notice)
    {
        lock (_lock)
        {
            Change(_state with { Notice = notice, NoticeEnds = notice is null ? null : clock.GetUtcNow() + notice.Limit });
        }
    }

    /// <summary>Shows what the tool is doing.</summary>
    /// <param name="words">One line, without secrets.</param>
    public void Report(string words)
    {
        lock (_lock)
        {
            if (_state.Progress != words)
            {
                Change(_state with { Progress = words });
            }
        }
    }

    /// <summary>The sign-in is over. No question is open any more.</summary>
    /// <param name="failure">The fault; null after a success.</param>
    public void End(KeepaliveException? failure)
    {
        lock (_lock)
        {
            Change(_state with { Question = null, Notice = null, IsEnded = true, Failure = failure });
        }
    }

    private static TaskCompletionSource NewChange() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Withdraw(TaskCompletionSource<Secret> answer)
    {
        lock (_lock)
        {
            if (ReferenceEquals(_answer, answer))
            {
                _answer = null;
                if (_state.Question is not null)
                {
                    Change(_state with { Question = null });
                }
            }
        }

    }

    private void Change(BoardState state)
    {
        _state = state with { Version = _state.Version + 1 };
        TaskCompletionSource change = _change;
        _change = NewChange();
        change.SetResult();
    }
}

/// <summary>The state of a sign-in's questions. Holds no secret.</summary>
public sealed record BoardState
{
    /// <summary>Counts the changes.</summary>
    public long Version { get; init; }

    /// <summary>The program or service that asks.</summary>
    public required string Tool { get; init; }

    /// <summary>The profile that is signed in to.</summary>
    public required string Profile { get; init; }

    /// <summary>The open question; null if there is none.</summary>
    public OpenQuestion? Question { get; init; }

    /// <summary>A step on another device or in another window; null if there is none.</summary>
    public Question? Notice { get; init; }

    /// <summary>The end of the time for that step, UTC.</summary>
    public DateTimeOffset? NoticeEnds { get; init; }

    /// <summary>The work of the tool, in one line; null before the first.</summary>
    public string? Progress { get; init; }

    /// <summary>A page in a browser shows the questions, or a browser was asked to open it a moment ago.</summary>
    public bool IsPageOpen { get; init; }

    /// <summary>The sign-in is over.</summary>
    public bool IsEnded { get; init; }

    /// <summary>The fault that ended it; null after a success.</summary>
    public KeepaliveException? Failure { get; init; }
}

/// <summary>A question that waits for its answer.</summary>
/// <param name="Id">Tells it from other questions.</param>
/// <param name="Question">The question.</param>
/// <param name="Ends">The end of its time, UTC.</param>
public sealed record OpenQuestion(string Id, Question Question, DateTimeOffset Ends);

/// <summary>The treatment of an answer.</summary>
public enum AnswerOutcome
{
    /// <summary>The sign-in continues with it.</summary>
    Taken,

    /// <summary>The question is not open: it was answered already, or withdrawn.</summary>
    NotOpen,

    /// <summary>The choice does not have it.</summary>
    NotAnOption,

    /// <summary>It is empty.</summary>
    Empty,

    /// <summary>It holds a control character.</summary>
    NotTypable,
}
