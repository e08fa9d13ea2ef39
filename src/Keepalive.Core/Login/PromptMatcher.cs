using System.Text.RegularExpressions;
using Keepalive.Terminals;

namespace Keepalive.Login;

/// <summary>
/// Decides by a recipe's rules what a tool's rows mean. Every prompt class is answered once: when it comes again in a later row, the answer
/// was wrong; in the same row it is only painted again. Sees text alone, and no secret.
/// </summary>
/// <param name="recipe">The rules.</param>
/// <param name="values">For the words of notifications.</param>
internal sealed class PromptMatcher(Recipe recipe, RecipeValues values)
{
    private readonly Dictionary<string, long> _answered = [];
    private readonly HashSet<string> _told = [];
    private readonly List<string> _sinceAnswer = [];
    private string? _pending;
    private long _lastAnswered = -1;

    /// <summary>The number of the last row that was answered; -1 before the first.</summary>
    public long LastAnswered => _lastAnswered;

    /// <summary>What follows. An answer, or a failure, comes last and once.</summary>
    /// <param name="tail">The row in which the cursor stands.</param>
    /// <param name="completed">The rows that have ended since the last look.</param>
    public IReadOnlyList<PromptMove> Look(TerminalRow tail, IReadOnlyList<TerminalRow> completed)
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

        Ask(tail, isRow: false, moves);
        if (moves is not [.., AnswerMove or FailureMove])
        {
            TellOfTail(tail, moves);
        }

        return moves;
    }

    /// <summary>The last row of a tool that has ended, which needs no end of its own.</summary>
    public IReadOnlyList<PromptMove> LookAtEnd(TerminalRow tail)
    {
        var moves = new List<PromptMove>();
        Read(tail, moves);
        return [.. moves.Where(move => move is not AnswerMove)];
    }

    /// <summary>Whether a rule knows what is shown there, so that waiting is no riddle.</summary>
    public bool Knows(TerminalRow tail) =>
        string.IsNullOrWhiteSpace(tail.Text) || tail.Number <= _lastAnswered
        || recipe.Rules.Any(rule => !rule.IsAnswer && RecipePattern.Find(rule.Match, tail.Text) is not null);

    private void Read(TerminalRow row, List<PromptMove> moves)
    {
        if (row.Number > _lastAnswered)
        {
            _sinceAnswer.Add(row.Text);
            if (_sinceAnswer.Count > 1000)
            {
                _sinceAnswer.RemoveAt(0);
            }
        }

        if (recipe.Expiry is { } expiry && RecipePattern.Find(expiry, row.Text) is { } told && told.Groups["time"] is { Success: true } time)
        {
            moves.Add(new ExpiryMove(time.Value.Trim()));
        }

        foreach (RecipeRule rule in recipe.Rules)
        {
            if (!rule.IsOfPrompt && RecipePattern.Find(rule.Match, row.Text) is { } match)
            {
                Say(rule, match, row, moves);
                return;
            }
        }

        Ask(row, isRow: true, moves);
    }

    private void Ask(TerminalRow row, bool isRow, List<PromptMove> moves)
    {
        if (row.Text.Length == 0)
        {
            return;
        }

        foreach (RecipeRule rule in recipe.Rules)
        {
            if (!rule.IsOfPrompt || rule.IsRow != isRow || RecipePattern.Find(rule.Match, row.Text) is not { } match || !HasCome(rule.After))
            {
                continue;
            }

            if (!rule.IsAnswer)
            {
                moves.Add(new FailureMove(rule, rule.Text, row.Text));
            }
            else if (!_answered.TryGetValue(rule.Name, out long before))
            {
                _answered[rule.Name] = row.Number;
                _lastAnswered = row.Number;
                moves.Add(new AnswerMove(rule, match, row.Number, [.. _sinceAnswer]));
                _sinceAnswer.Clear();
            }
            else if (row.Number > before)
            {
                moves.Add(new FailureMove(rule, LoginFailures.OfRepeated(rule.Action), row.Text));
            }

            return;
        }
    }

    private bool HasCome(Regex? header) => header is null || _sinceAnswer.Exists(text => RecipePattern.Find(header, text) is not null);

    private void Say(RecipeRule rule, Match match, TerminalRow row, List<PromptMove> moves)
    {
        switch (rule.Action)
        {
            case RecipeAction.Notify:
                if (values.Fill(rule.Text, match) is { } message && _told.Add(message))
                {
                    moves.Add(new TellMove(rule, message));
                }

                break;
            case RecipeAction.Success:
                moves.Add(new SuccessMove(rule));
                break;
            default:
                moves.Add(new FailureMove(rule, rule.Text, row.Text));
                break;
        }
    }

    /// <summary>A spinner's row never ends. What stands in it counts when it was there twice: the first time half of it may be missing.</summary>
    private void TellOfTail(TerminalRow tail, List<PromptMove> moves)
    {
        foreach (RecipeRule rule in recipe.Rules.Where(rule => rule.Action == RecipeAction.Notify))
        {
            if (RecipePattern.Find(rule.Match, tail.Text) is { } match && values.Fill(rule.Text, match) is { } message)
            {
                if (message == _pending && _told.Add(message))
                {
                    moves.Add(new TellMove(rule, message));
                }

                _pending = message;
                return;
            }
        }
    }
}
