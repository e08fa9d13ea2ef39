using Keepalive.Platform.Terminals;

namespace Keepalive.Login;

/// <summary>Does what a rule says at a prompt: finds the answer, and types it.</summary>
/// <param name="tool">The tool, for messages.</param>
/// <param name="values">The values for <c>${name}</c> in a rule.</param>
/// <param name="answers">The secrets.</param>
/// <param name="redaction">Gets every secret that is typed.</param>
/// <param name="keyboard">Where to type.</param>
internal sealed class PromptAnswerer(string tool, RecipeValues values, ILoginAnswers answers, Redaction redaction, LoginKeyboard keyboard)
{
    private ArrowChoice? _list;
    private RecipeRule? _listRule;

    /// <summary>A list is being painted: <see cref="ChooseAsync"/> is due once nothing more comes.</summary>
    public bool IsChoosing => _list is not null;

    /// <summary>The options of that list that could be chosen.</summary>
    /// <param name="rows">All that is shown.</param>
    public bool IsPainted(IEnumerable<TerminalRow> rows) => _list?.IsPainted(rows) == true;

    /// <summary>Answers.</summary>
    /// <param name="move">What follows from the prompt.</param>
    /// <param name="cancellationToken">Ends the typing.</param>
    /// <exception cref="KeepaliveException">There is no answer.</exception>
    public async Task AnswerAsync(AnswerMove move, CancellationToken cancellationToken)
    {
        RecipeRule rule = move.Rule;
        switch (rule.Action)
        {
            case RecipeAction.SendSecret:
                await TypeAsync(await answers.PasswordAsync(cancellationToken).ConfigureAwait(false), rule, cancellationToken).ConfigureAwait(false);
                break;
            case RecipeAction.SendTotp:
                await TypeAsync(await answers.CodeAsync(cancellationToken).ConfigureAwait(false), rule, cancellationToken).ConfigureAwait(false);
                break;
            case RecipeAction.Choose when rule.Form == ChoiceForm.Typed:
                (_list, _listRule) = (new ArrowChoice(move.Row, values.Role, rule.Options), rule);
                break;
            case RecipeAction.Choose:
                PrintedOption option = PrintedList.Find(PrintedList.Read(move.Before), values.Role, rule.Options, out string problem) ?? throw NoChoice(rule, problem);
                await keyboard.TypeAsync(option.Answer, cancellationToken).ConfigureAwait(false);
                break;
            case RecipeAction.Send when rule.Reply is { } reply:
                Secret given = await Task.Run(() => reply(move.Match.Value, cancellationToken), cancellationToken).ConfigureAwait(false)
                    ?? throw KeepaliveErrors.LoginPromptUnknown(tool, redaction.Clean(move.Match.Value));
                await TypeAsync(given, rule, cancellationToken).ConfigureAwait(false);
                break;
            default:
                string text = values.Fill(rule.Text, move.Match)
                    ?? throw KeepaliveErrors.LoginPromptUnknown(tool, $"{redaction.Clean(move.Match.Value)}, and nothing is set for {rule.Text}");
                await keyboard.TypeAsync(text, cancellationToken).ConfigureAwait(false);
                break;
        }
    }

    /// <summary>Continues the choice in a list that is complete now.</summary>
    /// <param name="rows">All that is shown.</param>
    /// <param name="cancellationToken">Ends the typing.</param>
    /// <exception cref="KeepaliveException">LoginRoleNotFound.</exception>
    public async Task ChooseAsync(IEnumerable<TerminalRow> rows, CancellationToken cancellationToken)
    {
        ArrowChoice list = _list ?? throw new InvalidOperationException("No list is to be answered.");
        string keys = list.Keys(rows, out string problem) ?? throw NoChoice(_listRule!, problem);
        _list = list.IsDone ? null : list;
        await keyboard.PressAsync(keys, cancellationToken).ConfigureAwait(false);
    }

    private async Task TypeAsync(Secret secret, RecipeRule rule, CancellationToken cancellationToken)
    {
        redaction.Add(secret);

        // A program of the caller's answers that very prompt, which may be no secret at all.
        bool mayShow = rule.IsEchoed || rule.Reply is not null;
        if (!await keyboard.TryTypeSecretAsync(secret, rule.IsEchoed, mayShow, cancellationToken).ConfigureAwait(false))
        {
            throw KeepaliveErrors.LoginPromptShowsSecret(tool, rule.Name, string.Empty);
        }
    }

    private KeepaliveException NoChoice(RecipeRule rule, string problem) => rule.Options.Count == 0
        ? KeepaliveErrors.LoginRoleNotFound(tool, redaction.Clean(problem))
        : KeepaliveErrors.LoginPromptUnknown(tool, redaction.Clean($"{rule.Name}: {problem}"));
}
