using System.Text;
using Keepalive.Platform.Terminals;
using Keepalive.Prompts;

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

    /// <summary>Answers with a value that is stored or set. If there is none, the result is the question for a person; null when it was answered.</summary>
    /// <param name="move">The consequence of the prompt.</param>
    /// <param name="cancellationToken">Ends the typing.</param>
    /// <exception cref="KeepaliveException">There is no answer.</exception>
    public async Task<PersonQuestion?> AnswerAsync(AnswerMove move, CancellationToken cancellationToken)
    {
        RecipeRule rule = move.Rule;
        switch (rule.Action)
        {
            case RecipeAction.Ask:
                IReadOnlyList<PrintedOption> listed = PrintedList.Read(move.Before);
                QuestionKind kind = AskedKinds.Find(rule.Text) ?? QuestionKind.Secret;
                return Ask(kind == QuestionKind.Choice && listed.Count == 0 ? QuestionKind.Text : kind, move, fault: null) with { Options = listed };
            case RecipeAction.SendSecret or RecipeAction.SendTotp:
                QuestionKind wanted = rule.Action == RecipeAction.SendSecret ? QuestionKind.Secret : QuestionKind.OneTimeCode;
                if (move.Refusal is not null)
                {
                    return Ask(wanted, move, fault: null);
                }

                try
                {
                    Task<Secret> stored = wanted == QuestionKind.Secret ? answers.PasswordAsync(cancellationToken) : answers.CodeAsync(cancellationToken);
                    await TypeAsync(await stored.ConfigureAwait(false), rule, cancellationToken).ConfigureAwait(false);
                    break;
                }
                catch (KeepaliveException exception) when (exception.Code is KeepaliveErrorCode.SecretNotFound or KeepaliveErrorCode.TotpSeedForbidden
                    or KeepaliveErrorCode.SecretStoreUnavailable or KeepaliveErrorCode.SecretStoreFailed or KeepaliveErrorCode.SecretCommandFailed)
                {
                    return Ask(wanted, move, exception);
                }

            case RecipeAction.Choose when rule.Form == ChoiceForm.Typed:
                (_list, _listRule) = (new ArrowChoice(move.Row, values.Role, rule.Options), rule);
                break;
            case RecipeAction.Choose:
                IReadOnlyList<PrintedOption> options = PrintedList.Read(move.Before);
                if (move.Refusal is not null || PrintedList.Find(options, values.Role, rule.Options, out string problem) is not { } option)
                {
                    return options.Count > 0 ? Ask(QuestionKind.Choice, move, NoChoice(rule, Problem(options, rule))) with { Options = options } : throw NoChoice(rule, Problem(options, rule));
                }

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

        return null;
    }

    /// <summary>Types the answer of a person. Takes it over.</summary>
    /// <param name="asked">The question.</param>
    /// <param name="answer">The answer.</param>
    /// <param name="cancellationToken">Ends the typing.</param>
    /// <exception cref="KeepaliveException">LoginPromptUnknown: the tool would show the secret.</exception>
    public async Task TypeAsync(PersonQuestion asked, Secret answer, CancellationToken cancellationToken)
    {
        QuestionKind kind = asked.Question.Kind;
        if (kind is QuestionKind.Secret or QuestionKind.OneTimeCode)
        {
            redaction.Add(answer); // Zeroes it at the end of the login.
            bool isShown = kind == QuestionKind.OneTimeCode || asked.Rule?.IsEchoed == true;
            if (!await keyboard.TryTypeSecretAsync(answer, isEchoed: isShown, mayShow: isShown, cancellationToken).ConfigureAwait(false))
            {
                throw KeepaliveErrors.LoginPromptShowsSecret(tool, asked.Rule?.Name ?? asked.Question.Words, string.Empty);
            }

            return;
        }

        using Secret owned = answer;
        string text = Encoding.UTF8.GetString(answer.Utf8);
        if (asked.ListRow is { } row)
        {
            (_list, _listRule) = (new ArrowChoice(row, text, []) { IsPersons = true }, asked.Rule);
            return;
        }

        PrintedOption[] chosen = [.. asked.Options.Where(option => redaction.CleanWhole(option.Text) == text)];
        await keyboard.TypeAsync(chosen is [var option, ..] ? option.Answer : text, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The question in the form for a person.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="words">The row of the tool.</param>
    public Question QuestionOf(QuestionKind kind, string words) => new()
    {
        Kind = kind,
        Words = VisibleText.Line(redaction.Clean(words).Trim()),
        Tool = tool,
        Profile = values.Profile,
    };

    private PersonQuestion Ask(QuestionKind kind, AnswerMove move, KeepaliveException? fault) => new(
        QuestionOf(kind, move.Match.Value) with
        {
            Options = kind == QuestionKind.Choice ? [.. PrintedList.Read(move.Before).Select(option => redaction.CleanWhole(option.Text))] : [],
            IsCut = kind == QuestionKind.Choice && move.Before.Count >= PromptMatcher.MostRows,
            Complaint = move.Refusal is null ? null : "The tool did not accept the last answer.",
        },
        fault)
    {
        Rule = move.Rule,
    };

    private string Problem(IReadOnlyList<PrintedOption> options, RecipeRule rule)
    {
        _ = PrintedList.Find(options, values.Role, rule.Options, out string problem);
        return problem;
    }

    /// <summary>Continues the choice in a list that is complete now. If no option is certain, the result is the question for a person; null otherwise.</summary>
    /// <param name="rows">All that is shown.</param>
    /// <param name="cancellationToken">Ends the typing.</param>
    /// <exception cref="KeepaliveException">LoginRoleNotFound.</exception>
    public async Task<PersonQuestion?> ChooseAsync(IReadOnlyList<TerminalRow> rows, CancellationToken cancellationToken)
    {
        ArrowChoice list = _list ?? throw new InvalidOperationException("No list is to be answered.");
        if (list.Keys(rows, out string problem) is not { } keys)
        {
            KeepaliveException fault = NoChoice(_listRule!, problem);
            string[] shown = list.IsPersons ? [] : [.. list.Shown(rows).Select(redaction.CleanWhole)];
            _list = null;
            return shown.Length > 0 ? new PersonQuestion(QuestionOf(QuestionKind.Choice, list.Words(rows)) with { Options = shown }, fault) { Rule = _listRule, ListRow = list.Row } : throw fault;
        }

        _list = list.IsDone ? null : list;
        await keyboard.PressAsync(keys, cancellationToken).ConfigureAwait(false);
        return null;
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
