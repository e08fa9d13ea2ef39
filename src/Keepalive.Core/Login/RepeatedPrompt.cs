namespace Keepalive.Login;

/// <summary>
/// What a prompt means whose class was answered before: the answer was refused, or it was taken and this is another question (a code for a second factor, a
/// second account). The lines between show which. If they don't, the password is treated as rejected: a wrong password that is typed twice may lock an account.
/// </summary>
internal static class RepeatedPrompt
{
    /// <summary>So often a class is answered in one login.</summary>
    public const int MostTimes = 3;

    /// <summary>The code of the failure; null when the prompt is another one and is answered.</summary>
    /// <param name="before">The last answer of the class.</param>
    /// <param name="text">The prompt's row.</param>
    /// <param name="between">The rows between the two.</param>
    /// <param name="answers">All answers so far.</param>
    public static string? Judge(GivenAnswer before, string text, IReadOnlyList<string> between, IReadOnlyList<GivenAnswer> answers)
    {
        RecipeRule rule = before.Rule;
        GivenAnswer[] later = [.. answers.Where(answer => answer.Row > before.Row)];
        string[] said = [.. between.Where(row => row.TrimEnd() != text.TrimEnd() && !later.Any(answer => row.StartsWith(answer.Text.TrimEnd(), StringComparison.Ordinal)))];
        if (before.Times >= MostTimes || LoginWords.Shared.IsRefusal(text) || said.Any(LoginWords.Shared.IsRefusal))
        {
            return Refused(rule, later);
        }

        bool isAnother = rule.Again is { } again
            ? between.Any(row => RowText.Of(row).Find(again) is not null)
            : said.Any(LoginWords.Shared.IsProgress) || later.Any(answer => Proves(answer.Rule, rule)) || IsAnotherQuestion(before, text, said);
        return isAnother ? null : Refused(rule, later);
    }

    /// <summary>A name that is asked for again behind the password means that the password was wrong.</summary>
    private static string Refused(RecipeRule rule, GivenAnswer[] later) =>
        rule.Action == RecipeAction.Send && later is [.., var last] ? LoginFailures.OfRepeated(last.Rule, last.Rule.Action) : LoginFailures.OfRepeated(rule, rule.Action);

    /// <summary>A tool continues with a factor or a role only after it has accepted the previous answer.</summary>
    private static bool Proves(RecipeRule later, RecipeRule rule) => (later.Action, rule.Action) switch
    {
        (RecipeAction.Choose, not RecipeAction.Choose) => true,
        (RecipeAction.SendTotp, RecipeAction.SendSecret) => true,
        (RecipeAction.SendSecret, RecipeAction.SendTotp or RecipeAction.Choose) => true,
        (RecipeAction.SendTotp, RecipeAction.Choose) => true,
        _ => false,
    };

    /// <summary>Another wording asks for another factor, another list for another choice. Of a password neither is proof enough.</summary>
    private static bool IsAnotherQuestion(GivenAnswer before, string text, string[] said) => before.Rule.Action switch
    {
        RecipeAction.SendTotp or RecipeAction.Ask => Wording(before.Text) != Wording(text),
        RecipeAction.Choose => Wording(before.Text) != Wording(text) || (Options(said) is { Length: > 0 } list && !list.SequenceEqual(Options(before.Before))),
        _ => false,
    };

    /// <summary>Without what counts tries.</summary>
    private static string Wording(string text) => string.Concat(text.Where(char.IsLetter)).ToUpperInvariant();

    private static string[] Options(IEnumerable<string> rows) => [.. PrintedList.Read(rows).Select(option => option.Text)];
}
