using System.Text.RegularExpressions;
using Keepalive.Platform.Terminals;
using Keepalive.Prompts;

namespace Keepalive.Login;

/// <summary>
/// Decides by a recipe's rules, and by the words that all tools share, what a tool's rows mean. A prompt in the row of the last answer is only painted again; what
/// a later one of its class means is for <see cref="RepeatedPrompt"/> to say. Sees text alone, and no secret.
/// </summary>
/// <param name="recipe">The rules.</param>
/// <param name="values">For the words of notifications.</param>
internal sealed class PromptMatcher(Recipe recipe, RecipeValues values)
{
    /// <summary>So many rows since the last answer are kept.</summary>
    internal const int MostRows = 1000;

    private readonly Dictionary<string, GivenAnswer> _answered = [];
    private readonly List<GivenAnswer> _answers = [];
    private readonly List<TerminalRow> _rows = [];
    private readonly HashSet<string> _told = [];
    private readonly AddressFinder _addresses = new();
    private TellMove? _pending;

    /// <summary>The number of the last row that was answered; -1 before the first.</summary>
    public long LastAnswered => _answers is [.., var last] ? last.Row : -1;

    /// <summary>How many answers of a person were refused in earlier runs of this sign-in.</summary>
    public int RefusedBefore { get; init; }

    /// <summary>The output since the last answer.</summary>
    public IEnumerable<string> SinceAnswer => RowsAfter(LastAnswered);

    /// <summary>Since the last answer a person was told of something to do elsewhere.</summary>
    public bool PersonIsAwaited { get; private set; }

    private bool PasswordWasLast => _answers.FindLast(answer => answer.Rule.Action != RecipeAction.Send || answer.Rule.Reply is not null) is { Rule.Action: RecipeAction.SendSecret } && !PersonIsAwaited;

    /// <summary>The consequences. An answer or a failure comes last and once.</summary>
    /// <param name="tail">The row in which the cursor stands.</param>
    /// <param name="completed">The lines that have ended since the last call.</param>
    /// <param name="isAsked">
    /// Whether the tool waits for the answer of that rule in the row of the cursor; till then the row may be the beginning of another. Not given: it does.
    /// </param>
    /// <param name="isResting">The row of the cursor is no longer being painted: an address in it is whole.</param>
    public IReadOnlyList<PromptMove> Look(TerminalRow tail, IReadOnlyList<TerminalRow> completed, Func<RecipeRule, RowText, Match, bool>? isAsked = null, bool isResting = false)
    {
        var moves = new List<PromptMove>();
        foreach (TerminalRow row in completed)
        {
            Read(row, moves);
            if (moves is [.., AnswerMove or FailureMove])
            {
                return moves;
            }
        }

        Ask(tail, RowText.Of(tail.Text), isRow: false, isAsked, moves);
        if (moves is not [.., AnswerMove or FailureMove])
        {
            TellOfTail(tail, isResting, moves);
        }

        return moves;
    }

    /// <summary>
    /// How many answers that a person has typed were refused, if this failure refuses one of them too: 0 where the refused answer was stored, even if a person has
    /// typed another one after it. A class that was answered three times was refused twice before.
    /// </summary>
    /// <param name="code">The failure's code.</param>
    public int RefusedTries(string code)
    {
        QuestionKind? refused = code switch
        {
            KeepaliveErrorCode.LoginPasswordRejected => QuestionKind.Secret,
            KeepaliveErrorCode.MfaCodeRejected => QuestionKind.OneTimeCode,
            _ => null,
        };
        GivenAnswer? last = refused is null ? null
            : _answers.FindLast(answer => KindOf(answer.Rule) == refused) ?? (_answers is [.., { Rule.Action: RecipeAction.Ask } unknown] ? unknown : null);
        return last is not { IsPersons: true } ? 0
            : 1 + _answered.Values.Where(answer => answer.IsPersons && KindOf(answer.Rule) is QuestionKind.Secret or QuestionKind.OneTimeCode).Sum(answer => answer.Times - 1);
    }

    /// <summary>A person gave the last answer.</summary>
    public void GivenByPerson() => Remember(_answers[^1] with { IsPersons = true }, _answers.Count - 1);

    /// <summary>A person has answered a question that no rule knows.</summary>
    /// <param name="row">Its row.</param>
    public void Answered(TerminalRow row)
    {
        var unknown = new RecipeRule { Name = $"row {row.Number}", Match = RecipePattern.CompileOurs("$."), Action = RecipeAction.Ask, Text = "text" };
        Remember(new GivenAnswer(unknown, row.Number, row.Text, Times: 1, [.. SinceAnswer]) { IsPersons = true }, _answers.Count);
        PersonIsAwaited = false;
    }

    /// <summary>The last row of a tool that has ended, which needs no end of its own.</summary>
    public IReadOnlyList<PromptMove> LookAtEnd(TerminalRow tail)
    {
        var moves = new List<PromptMove>();
        Read(tail, moves);
        return [.. moves.Where(move => move is not AnswerMove)];
    }

    /// <summary>Whether a rule matches the shown line, so that the reason for waiting is known.</summary>
    public bool Knows(TerminalRow tail)
    {
        if (string.IsNullOrWhiteSpace(tail.Text))
        {
            return true;
        }

        if (tail.Number <= LastAnswered)
        {
            // The line may contain the answer after its question, or the progress of the tool. Another question in its place is unknown.
            string asked = _answers[^1].Text.TrimEnd();
            return !PromptForm.IsQuestion(tail.Text) || tail.Text.StartsWith(asked, StringComparison.Ordinal) || asked.StartsWith(tail.Text.TrimEnd(), StringComparison.Ordinal);
        }

        RowText text = RowText.Of(tail.Text);
        return (PersonIsAwaited && !PromptForm.IsQuestion(text.Message)) || recipe.Rules.Any(rule => !rule.IsAnswer && text.Find(rule.Match) is not null);
    }

    private IEnumerable<string> RowsAfter(long number) => _rows.Where(row => row.Number > number).Select(row => row.Text);

    private void Read(TerminalRow row, List<PromptMove> moves)
    {
        RowText text = RowText.Of(row.Text);
        if (row.Number > LastAnswered)
        {
            _rows.Add(row);
            if (_rows.Count > MostRows)
            {
                _rows.RemoveAt(0);
            }
        }

        if (recipe.Expiry is { } expiry && text.Find(expiry) is { } told && told.Groups["time"] is { Success: true } time)
        {
            moves.Add(new ExpiryMove(time.Value.Trim()));
        }

        (RecipeRule Rule, Match Match)? yielding = null;
        foreach (RecipeRule rule in recipe.Rules)
        {
            if (rule.IsOfPrompt || text.Find(rule.Match) is not { } match)
            {
                continue;
            }

            if (rule.YieldsToWords)
            {
                yielding ??= (rule, match);
                continue;
            }

            Say(rule, match, row, text, moves);
            return;
        }

        if (row.Text.Length > 0 && row.Number != LastAnswered && LoginWords.Shared.FindFailure(text, PasswordWasLast) is { } failure && !OptionRow.Is(row.Text))
        {
            moves.Add(new FailureMove(failure.Rule, failure.Code, row.Text));
        }
        else if (yielding is { } found)
        {
            Say(found.Rule, found.Match, row, text, moves);
        }
        else
        {
            TellAddress(row, text, rule: null, match: null, moves);
            Ask(row, text, isRow: true, isAsked: null, moves);
        }
    }

    private void Ask(TerminalRow row, RowText text, bool isRow, Func<RecipeRule, RowText, Match, bool>? isAsked, List<PromptMove> moves)
    {
        if (row.Text.Length == 0)
        {
            return;
        }

        foreach (RecipeRule rule in recipe.Rules)
        {
            if (!rule.IsOfPrompt || rule.IsRow != isRow || text.Find(rule.Match) is not { } match || !HasCome(rule.After))
            {
                continue;
            }

            bool isAgain = _answered.TryGetValue(rule.Name, out GivenAnswer? before);
            if ((isAgain && row.Number <= before!.Row) || isAsked?.Invoke(rule, text, match) == false)
            {
                return;
            }

            if (!rule.IsAnswer)
            {
                moves.Add(new FailureMove(rule, rule.Text, row.Text));
            }
            else if ((isAgain ? RepeatedPrompt.Judge(before!, row.Text, [.. RowsAfter(before!.Row)], _answers) : null) is var refusal && refusal is not null && !MayTryAgain(before!))
            {
                moves.Add(new FailureMove(rule, refusal, row.Text));
            }
            else
            {
                moves.Add(new AnswerMove(rule, match, row.Number, [.. SinceAnswer]) { Refusal = refusal });
                Remember(new GivenAnswer(rule, row.Number, row.Text, (before?.Times ?? 0) + 1, [.. SinceAnswer]), _answers.Count);
                PersonIsAwaited = false;
            }

            return;
        }
    }

    /// <summary>A person who has mistyped an answer gives another one.</summary>
    private bool MayTryAgain(GivenAnswer before) => before.IsPersons && before.Times + RefusedBefore < RepeatedPrompt.MostTimes;

    private static QuestionKind? KindOf(RecipeRule rule) => rule.Action switch
    {
        RecipeAction.SendSecret => QuestionKind.Secret,
        RecipeAction.SendTotp => QuestionKind.OneTimeCode,
        RecipeAction.Ask => AskedKinds.Find(rule.Text),
        _ => null,
    };

    private void Remember(GivenAnswer answer, int place)
    {
        _answered[answer.Rule.Name] = answer;
        if (place == _answers.Count)
        {
            _answers.Add(answer);
        }
        else
        {
            _answers[place] = answer;
        }
    }

    private bool HasCome(Regex? header) => header is null || SinceAnswer.Any(text => RowText.Of(text).Find(header) is not null);

    private void Say(RecipeRule rule, Match match, TerminalRow row, RowText text, List<PromptMove> moves)
    {
        switch (rule.Action)
        {
            case RecipeAction.Notify:
                if (values.Fill(rule.Text, match) is { } message)
                {
                    Tell(new TellMove(rule, message), moves);
                }

                TellAddress(row, text, rule, match, moves);
                break;
            case RecipeAction.Open:
                TellAddress(row, text, rule, match, moves);
                break;
            case RecipeAction.Success:
                moves.Add(new SuccessMove(rule));
                break;
            default:
                moves.Add(new FailureMove(rule, rule.Text, row.Text));
                break;
        }
    }

    private void TellAddress(TerminalRow row, RowText text, RecipeRule? rule, Match? match, List<PromptMove> moves)
    {
        if (row.Number > LastAnswered && moves is not [.., FailureMove] && _addresses.Read(text, match) is { } found)
        {
            Tell(new TellMove(rule, LoginNotice.OpenAddress) { Address = found.Address, UserCode = found.Code, Opens = rule?.Action == RecipeAction.Open }, moves);
        }
    }

    private void Tell(TellMove tell, List<PromptMove> moves)
    {
        PersonIsAwaited = true;
        if (_told.Add($"{tell.Message} {tell.Address} {tell.UserCode}"))
        {
            moves.Add(tell);
        }
    }

    /// <summary>A spinner's line never ends. Its text is used if it was there twice: the first time half of it may be missing.</summary>
    private void TellOfTail(TerminalRow tail, bool isResting, List<PromptMove> moves)
    {
        if (tail.Text.Length == 0)
        {
            return;
        }

        RowText text = RowText.Of(tail.Text);
        foreach (RecipeRule rule in recipe.Rules.Where(rule => rule.Action == RecipeAction.Notify))
        {
            if (text.Find(rule.Match) is { } match && values.Fill(rule.Text, match) is { } message)
            {
                var tell = new TellMove(rule, message);
                if (tell == _pending)
                {
                    Tell(tell, moves);
                }

                _pending = tell;
                return;
            }
        }

        if (isResting && tail.Number > LastAnswered && LoginWords.Shared.Addresses.FindAddress(text, _rows is [.., var before] ? before.Text : null) is { } address)
        {
            Tell(new TellMove(Rule: null, LoginNotice.OpenAddress) { Address = address, UserCode = LoginWords.Shared.Addresses.FindCode(text.Whole) }, moves);
        }
    }
}
