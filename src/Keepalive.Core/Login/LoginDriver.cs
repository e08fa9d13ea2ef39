using Keepalive.Processes;
using Keepalive.SingleSignOn.SignIn;
using Keepalive.Terminals;

namespace Keepalive.Login;

/// <summary>Runs a login tool at a terminal that nobody sees, and answers it by a recipe.</summary>
/// <param name="recipe">The recipe.</param>
/// <param name="values">What its <c>${name}</c> stands for.</param>
/// <param name="answers">The secrets.</param>
/// <param name="transcript">What is kept of the run.</param>
/// <param name="redaction">What is kept of nothing.</param>
/// <param name="clock">The time.</param>
internal sealed class LoginDriver(
    Recipe recipe, RecipeValues values, ILoginAnswers answers, Transcript transcript, Redaction redaction, TimeProvider clock)
{
    /// <summary>Between two looks at a terminal that is silent.</summary>
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(50);

    /// <summary>The same, while an answer waits until it may be typed.</summary>
    private static readonly TimeSpan WhileDue = TimeSpan.FromMilliseconds(10);

    /// <summary>A list is whole when nothing more has come for that long.</summary>
    private static readonly TimeSpan ListSettle = TimeSpan.FromMilliseconds(40);

    /// <summary>A tool that has said that it is done may tidy up.</summary>
    private static readonly TimeSpan AfterSuccess = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan ExitLimit = TimeSpan.FromSeconds(5);

    private readonly TerminalText _text = new(TerminalSize.Default);
    private readonly PromptMatcher _matcher = new(recipe, values);
    private readonly byte[] _buffer = new byte[16 * 1024];
    private long _lastChange = clock.GetTimestamp();
    private AnswerMove? _due;
    private long? _success;
    private string? _expiry;

    /// <summary>How long a row that no rule knows may stand there and wait.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Starts the tool.</summary>
    public Func<ChildCommand, TerminalSize, IPseudoTerminal> Start { get; init; } = PseudoTerminal.Start;

    /// <summary>Runs the tool to its end, which is the recipe's limit at the latest. Then nothing that it has started is left.</summary>
    /// <param name="told">Told of numbers to match, and of what else a person has to do.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="KeepaliveException">LoginToolNotStarted.</exception>
    /// <exception cref="OperationCanceledException">The caller has ended it.</exception>
    public async Task<LoginRun> RunAsync(IProgress<string> told, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(recipe.Limit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        IPseudoTerminal terminal = StartTool();
        await using (terminal.ConfigureAwait(false))
        {
            try
            {
                var answerer = new PromptAnswerer(recipe.Tool, values, answers, redaction, new LoginKeyboard(terminal, clock));
                return await DriveAsync(terminal, answerer, new CursorTalk(terminal, clock), told, either.Token).ConfigureAwait(false);
            }
            catch (KeepaliveException exception)
            {
                return new LoginRun(exception, _expiry);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                transcript.Prompt(_text.Tail);
                return new LoginRun(KeepaliveErrors.LoginToolTimedOut(recipe.Tool, recipe.Limit, LastRow()), _expiry);
            }
        }
    }

    private IPseudoTerminal StartTool()
    {
        IReadOnlyList<string> words = values.Fill(recipe.Command);
        var variables = new Dictionary<string, string?>(SecretVariables.Removed)
        {
            ["CLAUDE_AWS_PROFILE"] = values.Profile,
            [CommandLogin.Variable] = values.Profile,
        };
        try
        {
            return words.Count == 0
                ? throw KeepaliveErrors.LoginToolNotStarted(recipe.Tool, "its recipe names no program")
                : Start(new ChildCommand(words[0], [.. words.Skip(1)]) { EnvironmentChanges = variables }, TerminalSize.Default);
        }
        catch (ChildStartException exception)
        {
            throw KeepaliveErrors.LoginToolNotStarted(recipe.Tool, exception.Reason);
        }
    }

    private async Task<LoginRun> DriveAsync(
        IPseudoTerminal terminal, PromptAnswerer answerer, CursorTalk talk, IProgress<string> told, CancellationToken cancellationToken)
    {
        Task<int>? reading = null;
        Task? tick = null;
        while (true)
        {
            reading ??= terminal.Output.ReadAsync(_buffer, cancellationToken).AsTask();
            if (!reading.IsCompleted)
            {
                tick ??= Task.Delay(_due is null ? BetweenLooks : WhileDue, clock, cancellationToken);
                await Task.WhenAny(reading, tick).ConfigureAwait(false);
                cancellationToken.ThrowIfCancellationRequested();
            }

            tick = tick is { IsCompleted: true } ? null : tick;
            if (reading.IsCompleted)
            {
                int count = await reading.ConfigureAwait(false);
                reading = null;
                if (count == 0)
                {
                    return await EndAsync(terminal, told, cancellationToken).ConfigureAwait(false);
                }

                _text.Append(_buffer.AsSpan(0, count));
                _lastChange = clock.GetTimestamp();
            }

            if (await LookAsync(answerer, talk, told, cancellationToken).ConfigureAwait(false) is { } failure)
            {
                return new LoginRun(failure, _expiry);
            }

            if (_text.TakeAnswers() is { Length: > 0 } replies)
            {
                await terminal.Input.WriteAsync(replies, cancellationToken).ConfigureAwait(false);
                talk.Replied(replies);
            }

            if (_due is { } due && (due.Rule.IsRow || talk.MayType()))
            {
                _due = null;
                await answerer.AnswerAsync(due, cancellationToken).ConfigureAwait(false);
                _lastChange = clock.GetTimestamp();
            }

            if (_success is { } since && clock.GetElapsedTime(since) > AfterSuccess)
            {
                return new LoginRun(null, _expiry);
            }
        }
    }

    private async Task<KeepaliveException?> LookAsync(PromptAnswerer answerer, CursorTalk talk, IProgress<string> told, CancellationToken cancellationToken)
    {
        TerminalRow tail = _text.Tail;
        IReadOnlyList<TerminalRow> completed = _text.TakeCompletedRows();
        foreach (TerminalRow row in completed)
        {
            transcript.Row(row);
        }

        foreach (PromptMove move in _matcher.Look(tail, completed))
        {
            if (move is AnswerMove { Rule.IsRow: false })
            {
                transcript.Prompt(tail);
            }

            transcript.Did(move);
            if (move is AnswerMove answer)
            {
                _due = answer;
                talk.Prompted();
            }
            else if (Take(move, told) is { } failure)
            {
                return failure;
            }
        }

        TimeSpan silence = clock.GetElapsedTime(_lastChange);
        if (answerer.IsChoosing && silence >= ListSettle)
        {
            await answerer.ChooseAsync(_text.Rows, cancellationToken).ConfigureAwait(false);
            _lastChange = clock.GetTimestamp();
        }

        return silence > Patience && !_matcher.Knows(tail) ? Riddle(tail) : null;
    }

    private KeepaliveException? Take(PromptMove move, IProgress<string> told)
    {
        switch (move)
        {
            case TellMove tell:
                told.Report(redaction.Clean(tell.Message));
                break;
            case ExpiryMove expiry:
                _expiry = expiry.Text;
                break;
            case SuccessMove:
                _success ??= clock.GetTimestamp();
                break;
            case FailureMove failure:
                return LoginFailures.Make(failure.Code, recipe.Tool, redaction.Clean(failure.Row));
        }

        return null;
    }

    private KeepaliveException Riddle(TerminalRow tail)
    {
        transcript.Prompt(tail);
        return KeepaliveErrors.LoginPromptUnknown(recipe.Tool, redaction.Clean(tail.Text));
    }

    private async Task<LoginRun> EndAsync(IPseudoTerminal terminal, IProgress<string> told, CancellationToken cancellationToken)
    {
        TerminalExit exit = await terminal.Exited.WaitAsync(ExitLimit, clock, cancellationToken).ConfigureAwait(false);
        if (_text.Tail.Text.Length > 0)
        {
            transcript.Row(_text.Tail);
        }

        transcript.End($"exit status {exit.ExitCode}");
        KeepaliveException? failure = null;
        foreach (PromptMove move in _matcher.LookAtEnd(_text.Tail))
        {
            transcript.Did(move);
            failure ??= Take(move, told);
        }

        failure ??= exit.ExitCode == 0 ? null : KeepaliveErrors.LoginToolFailed(recipe.Tool, LastRow());
        return new LoginRun(failure, _expiry);
    }

    private string LastRow() => _text.Rows is [.., var last] ? redaction.Clean(last.Text) : string.Empty;
}
