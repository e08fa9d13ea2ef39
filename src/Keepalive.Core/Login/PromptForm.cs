using Keepalive.Terminals;

namespace Keepalive.Login;

/// <summary>What a row that waits for an answer looks like, whatever it asks.</summary>
internal static class PromptForm
{
    /// <summary>The row ends as questions do, or begins as survey's.</summary>
    public static bool IsQuestion(string row) =>
        row.StartsWith("? ", StringComparison.Ordinal) || row.TrimEnd() is [.., ':' or '?' or '>' or ']' or ')' or '=' or '❯' or '»'];

    /// <summary>
    /// Whether a secret may be typed in that row: never where it would be shown, unless the rule says that the tool shows it. Where nobody can ask, as on Windows, the
    /// rule has to fit the whole row and not the end of some text, and the row has to be a question.
    /// </summary>
    /// <param name="rule">The rule.</param>
    /// <param name="row">The row.</param>
    /// <param name="match">What the rule has matched.</param>
    /// <param name="terminal">The terminal.</param>
    public static bool TakesSecret(RecipeRule rule, RowText row, System.Text.RegularExpressions.Match match, IPseudoTerminal terminal) =>
        rule.IsEchoed || terminal.IsEchoOff() is not { } isOff ? rule.IsEchoed || (row.IsAllOf(match) && IsQuestion(row.Message)) : isOff;
}
