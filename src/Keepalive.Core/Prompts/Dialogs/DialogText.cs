using System.Globalization;

namespace Keepalive.Prompts.Dialogs;

/// <summary>
/// The words of a dialog. The tool's words in them are untrusted: toolkits disagree on which text is markup, an escape or an access key, so each
/// character that any of them may take for one is shown as its full-width look-alike, and nothing has to be escaped.
/// </summary>
internal static class DialogText
{
    /// <summary>The title of every dialog.</summary>
    public const string Title = "Keepalive";

    private const int LongestLine = 300;
    private const int MostRows = 12;

    /// <summary>The whole text, in lines. It begins with words of ours, never with a dash.</summary>
    public static string Of(Question question)
    {
        List<string> lines = [];
        if (question.Complaint is { } complaint)
        {
            lines.Add($"The last answer was not accepted: {Plain(complaint)}");
        }

        lines.Add($"Sign-in to AWS, profile {Plain(question.Profile)}. {Plain(question.Tool)} asks:");
        lines.AddRange(question.Rows.TakeLast(MostRows).Select(Plain));
        lines.Add(Plain(question.Words));
        return string.Join('\n', lines);
    }

    /// <summary>One line without a control character and without a special character of any toolkit or script.</summary>
    public static string Plain(string text)
    {
        string line = VisibleText.Line(text);
        line = line.Length > LongestLine ? line[..LongestLine] + "…" : line;
        return string.Create(line.Length, line, static (plain, from) =>
        {
            for (int index = 0; index < from.Length; index++)
            {
                // U+FF01 to U+FF5E are the full-width forms of 0x21 to 0x7E.
                plain[index] = from[index] is '<' or '>' or '&' or '\\' or '_' or '"' or '%' or '|' or '`' or '$' ? (char)(from[index] - 0x20 + 0xFF00) : from[index];
            }
        });
    }

    /// <summary>An option as a row that begins with its number, so that it can't be taken for an option of a program, and no two rows are the same.</summary>
    public static string Row(int index, string option) => string.Create(CultureInfo.InvariantCulture, $"{index + 1}. {Plain(option)}");

    /// <summary>The option that a program's answer names by its number; null for anything else.</summary>
    public static string? Option(ReadOnlySpan<byte> answer, Question question)
    {
        int end = answer.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        ReadOnlySpan<byte> digits = end < 0 ? answer : answer[..end];
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= 1 && number <= question.Options.Count
            ? question.Options[number - 1]
            : null;
    }
}
