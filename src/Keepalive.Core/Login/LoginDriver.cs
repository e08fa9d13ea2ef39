using System.Text.RegularExpressions;
using Keepalive.Platform.Processes;
using Keepalive.Platform.Terminals;
using Keepalive.Prompts;

namespace Keepalive.Login;

/// <summary>Runs a login tool in a hidden terminal, and answers its questions with a recipe.</summary>
/// <param name="recipe">The recipe.</param>
/// <param name="values">The values for <c>${name}</c> in the recipe.</param>
/// <param name="answers">The secrets.</param>
/// <param name="transcript">The saved output of the run.</param>
/// <param name="redaction">The secrets that are removed from the output.</param>
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

    /// <summary>On a slow machine the question may be shown alone for a while.</summary>
    private static readonly TimeSpan ListLimit = TimeSpan.FromSeconds(2);

    /// <summary>A row in which the cursor has stood for that long is no longer being painted: half a row may look like a whole prompt.</summary>
    private static readonly TimeSpan PromptSettle = TimeSpan.FromMilliseconds(50);

    /// <summary>A tool that has said that it is done may tidy up.</summary>
    private static readonly TimeSpan AfterSuccess = TimeSpan.FromSeconds(10);

    /// <summary>More rows of a list tell no more.</summary>
    private const int MostListed = 12;

    /// <summary>A person can scroll.</summary>
    private const int MostShown = 100;

    /// <summary>While the person thinks. An answer and the tool's output are noticed at once.</summary>
    private static readonly TimeSpan WhileAsked = TimeSpan.FromMilliseconds(500);

    private static readonly TimeSpan ExitLimit = TimeSpan.FromSeconds(5);

    private readonly TerminalText _text = new(TerminalSize.Default);
    private readonly byte[] _buffer = new byte[16 * 1024];
    private long _lastChange = clock.GetTimestamp();
    private TerminalRow _tail = new(-1, string.Empty);
    private long _tailSince = clock.GetTimestamp();
    private (long Row, string Rule) _seen = (-1, string.Empty);
    private bool _isPromptSeen;
    private long? _hiddenSince;
    private long _look = clock.GetTimestamp();
    private (long Row, string Rule) _shown = (-1, string.Empty);
    private long _listEnd = -1;
    private AnswerMove? _due;
    private OpenAnswer? _open;
    private long? _success;
    private string? _expiry;
    private PromptMatcher? _rules;
    private string? _complaint;
    private int _refusedTries;

    /// <summary>How long a line that no rule matches may wait.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>The same for a list to choose from, which looks like nothing else.</summary>
    public TimeSpan ListPatience { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Asks a person for what is neither stored nor set.</summary>
    public IPersonPrompt Prompt { get; init; } = new UnavailablePrompt("this login can't ask questions");

    /// <summary>How many answers of a person were refused in earlier runs of this sign-in: three are the most of all runs.</summary>
    public int RefusedBefore { get; init; }

    /// <summary>Why the tool runs once more, for the first question to the person; null in the first run.</summary>
    public string? Complaint { init => _complaint = value; }

    private PromptMatcher Matcher => _rules ??= new PromptMatcher(recipe, values) { RefusedBefore = RefusedBefore };

    /// <summary>Starts the tool.</summary>
    public Func<ChildCommand, TerminalSize, IPseudoTerminal> Start { get; init; } = PseudoTerminal.Start;

    /// <summary>Runs the tool to its end, which is the recipe's limit at the latest. Then nothing that it has started is left.</summary>
    /// <param name="told">Told of numbers to match, and of what else a person has to do.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="KeepaliveException">LoginToolNotStarted.</exception>
    /// <exception cref="OperationCanceledException">The caller has ended it.</exception>
    public async Task<LoginRun> RunAsync(IProgress<LoginNotice> told, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(recipe.Limit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        IPseudoTerminal terminal = StartTool();
        await using (terminal.ConfigureAwait(false))
        {
            try
            {
                var answerer = new PromptAnswerer(recipe.Tool, values, answers, redaction, new LoginKeyboard(terminal, clock));
                return await DriveAsync(terminal, answerer, new CursorTalk(terminal, clock), told, limit, either.Token).ConfigureAwait(false);
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
            finally
            {
                if (_open is { } open)
                {
                    await open.WithdrawAsync().ConfigureAwait(false);
                }
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
                ? throw KeepaliveErrors.LoginToolNotStarted(recipe.Tool, "its recipe contains no program")
                : Start(new ChildCommand(words[0], [.. words.Skip(1)]) { EnvironmentChanges = variables, TreeMark = Guid.NewGuid().ToString("N") }, TerminalSize.Default);
        }
        catch (ChildStartException exception)
        {
            throw KeepaliveErrors.LoginToolNotStarted(recipe.Tool, exception.Reason);
        }
    }

    private async Task<LoginRun> DriveAsync(
        IPseudoTerminal terminal, PromptAnswerer answerer, CursorTalk talk, IProgress<LoginNotice> told, CancellationTokenSource limit, CancellationToken cancellationToken)
    {
        Task<int>? reading = null;
        Task? tick = null;
        while (true)
        {
            reading ??= terminal.Output.ReadAsync(_buffer, cancellationToken).AsTask();
            if (!reading.IsCompleted)
            {
                tick ??= Task.Delay(_open is not null ? WhileAsked : _due is null && !_isPromptSeen ? BetweenLooks : WhileDue, clock, cancellationToken);
                await (_open is { } waiting ? Task.WhenAny(reading, tick, waiting.Answer) : Task.WhenAny(reading, tick)).ConfigureAwait(false);
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

            if (_open is { } open && (open.Answer.IsCompleted || _text.Tail.Number != open.Row))
            {
                _open = null;
                await TakeAsync(open, answerer, cancellationToken).ConfigureAwait(false);
                limit.CancelAfter(recipe.Limit);
            }

            if (_open is null && await LookAsync(terminal, answerer, talk, told, cancellationToken).ConfigureAwait(false) is { } failure)
            {
                return new LoginRun(failure, _expiry) { RefusedTries = _refusedTries };
            }

            if (_text.TakeAnswers() is { Length: > 0 } replies)
            {
                await terminal.Input.WriteAsync(replies, cancellationToken).ConfigureAwait(false);
                talk.Replied(replies);
            }

            if (_due is { } due && (due.Rule.IsRow || talk.MayType()))
            {
                _due = null;
                Ask(await answerer.AnswerAsync(due, cancellationToken).ConfigureAwait(false), cancellationToken);
                _lastChange = _tailSince = clock.GetTimestamp();
            }

            if (_open is not null)
            {
                limit.CancelAfter(Timeout.InfiniteTimeSpan); // The person has the time of the question. The worker's limit bounds both.
            }

            if (_success is { } since && clock.GetElapsedTime(since) > AfterSuccess)
            {
                return new LoginRun(null, _expiry);
            }
        }
    }

    /// <summary>Opens a question to the person. The tool's output is read meanwhile.</summary>
    private void Ask(PersonQuestion? asked, CancellationToken cancellationToken)
    {
        if (asked is not null)
        {
            transcript.Asked(asked);
            if (_complaint is { } complaint)
            {
                asked = asked with { Question = asked.Question with { Complaint = asked.Question.Complaint ?? complaint } };
                _complaint = null;
            }

            _open = OpenAnswer.Ask(Prompt, asked, _text.Tail.Number, cancellationToken);
        }
    }

    /// <summary>Types the answer of the person, if the tool still waits for it in the same row.</summary>
    private async Task TakeAsync(OpenAnswer open, PromptAnswerer answerer, CancellationToken cancellationToken)
    {
        if (await open.TakeAsync(isWanted: _text.Tail.Number == open.Row).ConfigureAwait(false) is not { } answer)
        {
            return;
        }

        if (open.Asked.Rule is null)
        {
            Matcher.Answered(_text.Tail);
        }
        else
        {
            Matcher.GivenByPerson();
        }

        await answerer.TypeAsync(open.Asked, answer, cancellationToken).ConfigureAwait(false);
        _lastChange = _tailSince = clock.GetTimestamp();
    }

    private async Task<KeepaliveException?> LookAsync(
        IPseudoTerminal terminal, PromptAnswerer answerer, CursorTalk talk, IProgress<LoginNotice> told, CancellationToken cancellationToken)
    {
        // The ages of the row, the hidden input and the list are all compared at this time. If the machine sleeps below, a known prompt does not become an unknown one.
        _look = clock.GetTimestamp();
        TerminalRow tail = _text.Tail;
        if (tail != _tail)
        {
            // A question that counts its seconds down is painted again and again, and still waits.
            bool counts = tail.Number == _tail.Number && PromptForm.IsQuestion(tail.Text) && IsSameButForDigits(tail.Text, _tail.Text);
            (_tail, _tailSince, _hiddenSince) = (tail, counts ? _tailSince : _look, counts ? _hiddenSince : null);
        }

        IReadOnlyList<TerminalRow> completed = _text.TakeCompletedRows();
        foreach (TerminalRow row in completed)
        {
            transcript.Row(row);
        }

        _isPromptSeen = false;
        foreach (PromptMove move in Matcher.Look(tail, completed, (rule, row, match) => IsAsked(rule, row, match, terminal, talk), clock.GetElapsedTime(_tailSince, _look) >= PromptSettle))
        {
            if (move is AnswerMove { Rule.IsRow: false })
            {
                transcript.Prompt(tail);
            }

            transcript.Did(move);
            if (move is AnswerMove answer)
            {
                _due = answer;
                if (answer.Rule.IsRow)
                {
                    talk.Prompted();
                }
            }
            else if (Take(move, told) is { } failure)
            {
                return failure;
            }
        }

        if (answerer.IsChoosing && clock.GetElapsedTime(_lastChange, _look) is var silence && (silence >= ListLimit || (silence >= ListSettle && answerer.IsPainted(_text.Rows))))
        {
            Ask(await answerer.ChooseAsync(_text.Rows, cancellationToken).ConfigureAwait(false), cancellationToken);
            _lastChange = _tailSince = clock.GetTimestamp();
            _listEnd = _text.Rows is [.., var last] ? last.Number : -1;
        }

        return _due is null && _open is null && !answerer.IsChoosing ? AskRiddle(tail, terminal, answerer, cancellationToken) : null;
    }

    /// <summary>Asks the person the question that no rule answers; the error of one that must not be answered.</summary>
    private KeepaliveException? AskRiddle(TerminalRow tail, IPseudoTerminal terminal, PromptAnswerer answerer, CancellationToken cancellationToken)
    {
        if (FindRiddle(tail) is not { } riddle)
        {
            return null;
        }

        if (riddle.Rows.Length == 0)
        {
            return riddle.Fault;
        }

        // A list turns the echo off too; its options are no secrets.
        QuestionKind kind = riddle.IsList || terminal.IsEchoOff() == false ? QuestionKind.Text : QuestionKind.Secret;
        Ask(new PersonQuestion(answerer.QuestionOf(kind, riddle.Rows[^1]) with { Rows = redaction.Clean(riddle.Rows) }, riddle.Fault), cancellationToken);
        return null;
    }

    /// <summary>The tool waits for the answer of that rule: its line is complete, the cursor has stopped there, and a secret would not be shown.</summary>
    private bool IsAsked(RecipeRule rule, RowText row, Match match, IPseudoTerminal terminal, CursorTalk talk)
    {
        _isPromptSeen = true;
        if (_seen != (_tail.Number, rule.Name))
        {
            _seen = (_tail.Number, rule.Name);
            talk.Prompted();
        }

        bool isSecret = rule.IsHidden;
        if (isSecret && !PromptForm.TakesSecret(rule, row, match, terminal))
        {
            (_hiddenSince, _shown) = (null, (_tail.Number, rule.Name));
            return false;
        }

        // The echo may have gone off for what follows, and the rest of the row be on its way: this, too, has to have stood for a moment.
        long hiddenSince = _hiddenSince ??= _look;
        return clock.GetElapsedTime(_tailSince, _look) >= PromptSettle && (!isSecret || clock.GetElapsedTime(hiddenSince, _look) >= PromptSettle);
    }

    /// <summary>A question of the tool that no rule answers, with the rows for a person; null while the tool may be working. No rows: it must not be answered.</summary>
    private (KeepaliveException Fault, string[] Rows, bool IsList)? FindRiddle(TerminalRow tail)
    {
        TimeSpan rest = clock.GetElapsedTime(_tailSince, _look);
        if (rest <= (ListPatience < Patience ? ListPatience : Patience))
        {
            return null;
        }

        bool isKnown = Matcher.Knows(tail);
        bool isQuestion = !isKnown && PromptForm.IsQuestion(tail.Text);
        TerminalRow[] rows = [.. _text.Rows.Where(row => !isQuestion || row.Number != tail.Number)];
        IReadOnlyList<string> list = OptionRow.FindList(rows, Math.Max(Matcher.LastAnswered, _listEnd), Matcher.PersonIsAwaited, out bool isCertain);
        bool isListed = list.Count > 0 && (isCertain || isQuestion || (!Matcher.PersonIsAwaited && rest > Patience));
        if (!isListed && (isKnown || rest <= Patience))
        {
            return null;
        }

        transcript.Prompt(tail);
        if (!isKnown && _shown == (tail.Number, _shown.Rule))
        {
            return (KeepaliveErrors.LoginPromptShowsSecret(recipe.Tool, _shown.Rule, redaction.Clean(tail.Text)), [], false);
        }

        IEnumerable<string> shown = isListed ? isKnown ? list : [.. list, tail.Text] : [tail.Text];
        string[] trimmed = [.. shown.Select(row => row.Trim()).Where(row => row.Length > 0).Take(MostListed)];

        // The person sees the end of a long list, and always the row in which the tool waits.
        IEnumerable<string> above = isListed ? list.TakeLast(MostShown) : _text.Rows.Where(row => row.Number < tail.Number).TakeLast(MostListed).Select(row => row.Text);
        string waits = isListed && tail.Text.Trim().Length == 0 ? "Your choice:" : tail.Text.Trim();
        return (KeepaliveErrors.LoginPromptUnknown(recipe.Tool, string.Join(" | ", redaction.Clean(trimmed))), [.. above.Select(row => row.Trim()), waits], isListed);
    }

    private KeepaliveException? Take(PromptMove move, IProgress<LoginNotice> told)
    {
        switch (move)
        {
            case TellMove tell:
                told.Report(tell.Address is { } address && !redaction.HasTyped(address)
                    ? new LoginNotice(tell.Message) { Opens = tell.Opens, Address = address, UserCode = tell.UserCode is { } code && !redaction.HasTyped(code) ? code : null }
                    : new LoginNotice(redaction.CleanWhole(tell.Message)));
                break;
            case ExpiryMove expiry:
                _expiry = expiry.Text;
                break;
            case SuccessMove:
                _success ??= clock.GetTimestamp();
                break;
            case FailureMove failure:
                _refusedTries = Matcher.RefusedTries(failure.Code);
                return _refusedTries > 0 ? LoginFailures.MakeTyped(failure.Code, recipe.Tool, redaction.Clean(failure.Row)) : LoginFailures.Make(failure.Code, recipe.Tool, redaction.Clean(failure.Row));
        }

        return null;
    }

    private async Task<LoginRun> EndAsync(IPseudoTerminal terminal, IProgress<LoginNotice> told, CancellationToken cancellationToken)
    {
        TerminalExit exit = await terminal.Exited.WaitAsync(ExitLimit, clock, cancellationToken).ConfigureAwait(false);
        if (_text.Tail.Text.Length > 0)
        {
            transcript.Row(_text.Tail);
        }

        transcript.End($"exit status {exit.ExitCode}");
        KeepaliveException? failure = null;
        foreach (PromptMove move in Matcher.LookAtEnd(_text.Tail))
        {
            transcript.Did(move);
            failure ??= Take(move, told);
        }

        failure ??= exit.ExitCode == 0 ? null : KeepaliveErrors.LoginToolFailed(recipe.Tool, LastRow());
        return new LoginRun(failure, _expiry) { RefusedTries = _refusedTries };
    }

    private static bool IsSameButForDigits(string first, string second) =>
        first.Where(static character => !char.IsAsciiDigit(character)).SequenceEqual(second.Where(static character => !char.IsAsciiDigit(character)));

    private string LastRow() => _text.Rows is [.., var last] ? redaction.Clean(last.Text) : string.Empty;
}
