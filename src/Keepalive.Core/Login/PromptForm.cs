using Keepalive.Platform.Terminals;

namespace Keepalive.Login;

/// <summary>The form of a line that waits for an answer, for any question.</summary>
internal static class PromptForm
{
    /// <summary>The row ends as questions do, or begins as survey's.</summary>
    public static bool IsQuestion(string row) =>
        row.StartsWith("? ", StringComparison.Ordinal) || row.TrimEnd() is [.., ':' or '?' or '>' or ']' or ')' or '=' or '❯' or '»'];

    /// <summary>
    /// Whether a secret may be typed in that line: never if it would be shown, unless the rule says that the tool shows it. On systems where the echo can't be read, such as Windows, the
    /// rule must match the whole line and not the end of some text, and the line must be a question.
    /// </summary>
    /// <param name="rule">The rule.</param>
    /// <param name="row">The row.</param>
    /// <param name="match">What the rule has matched.</param>
    /// <param name="terminal">The terminal.</param>
    public static bool TakesSecret(RecipeRule rule, RowText row, System.Text.RegularExpressions.Match match, IPseudoTerminal terminal) =>
        rule.IsEchoed || terminal.IsEchoOff() is not { } isOff ? rule.IsEchoed || (row.IsAllOf(match) && IsQuestion(row.Message)) : isOff;
}
