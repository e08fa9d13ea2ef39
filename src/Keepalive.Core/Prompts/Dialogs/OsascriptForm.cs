using System.Globalization;
using System.Text;
using Keepalive.Platform.Processes;
using Keepalive.Secrets;

namespace Keepalive.Prompts.Dialogs;

/// <summary>
/// macOS: a script for osascript, written to its standard input. Source: the AppleScript Language Guide, "display dialog", "choose from list"; osascript(1).
/// Written after them, and not yet tested on macOS.
/// </summary>
/// <param name="program">The path of osascript.</param>
internal sealed class OsascriptForm(string program) : IDialogForm
{
    /// <summary>A pipe holds it without a reader (<see cref="PipedInput"/>).</summary>
    private const int LongestScript = 4000;

    public bool CanAsk(Question question) =>
        question.Kind is not (QuestionKind.OpenAddress or QuestionKind.MatchNumber) && Encoding.UTF8.GetByteCount(Script(question)) <= LongestScript;

    public ChildCommand Command(Question question) => new(program, ["-"]) { Input = new PipedInput(Script(question)) };

    public Secret? Read(Question question, ChildOutcome outcome, ReadOnlySpan<byte> errors)
    {
        ReadOnlySpan<byte> line = SecretInput.WithoutLineEnd(outcome.StandardOutput);
        return outcome.ExitCode switch
        {
            0 when question.Kind == QuestionKind.Choice => DialogText.Option(line, question) is { } option ? Secret.FromText(option) : null,
            0 when question.Kind == QuestionKind.Confirmation => Secret.FromText(line.SequenceEqual("Yes"u8) ? "yes" : "no"),
            0 => Secret.FromUtf8(line),

            // errAEUserCanceled; every other number is a fault, such as -1713: no user interaction allowed.
            _ => errors.IndexOf("(-128)"u8) >= 0 ? null : throw new DialogFailedException($"osascript ended with exit status {outcome.ExitCode}"),
        };
    }

    private static string Script(Question question)
    {
        string text = Literal(DialogText.Of(question));
        string seconds = ((int)question.Limit.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        const string title = $"with title \"{DialogText.Title}\"";
        return question.Kind switch
        {
            QuestionKind.Choice =>
                $"set chosen to choose from list {{{string.Join(", ", question.Options.Select(static (option, index) => Literal(DialogText.Row(index, option))))}}} {title} with prompt {text}\n"
                + "if chosen is false then error number -128\nreturn item 1 of chosen\n",
            QuestionKind.Confirmation =>
                $"set given to display dialog {text} {title} buttons {{\"Cancel\", \"No\", \"Yes\"}} default button \"Yes\" cancel button \"Cancel\" giving up after {seconds}\n"
                + "if gave up of given then error number -128\nreturn button returned of given\n",
            _ =>
                $"set given to display dialog {text} {title} default answer \"\"{(question.Kind == QuestionKind.Text ? string.Empty : " with hidden answer")} "
                + $"buttons {{\"Cancel\", \"OK\"}} default button \"OK\" cancel button \"Cancel\" giving up after {seconds}\n"
                + "if gave up of given then error number -128\nreturn text returned of given\n",
        };
    }

    /// <summary>The text has no quote and no backslash (<see cref="DialogText.Plain"/>), so nothing in it can end the literal.</summary>
    private static string Literal(string text) => $"\"{text.Replace("\n", "\" & linefeed & \"", StringComparison.Ordinal)}\"";
}
