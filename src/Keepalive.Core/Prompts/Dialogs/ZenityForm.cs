using System.Globalization;
using Keepalive.Platform.Processes;
using Keepalive.Secrets;

namespace Keepalive.Prompts.Dialogs;

/// <summary>zenity, of GNOME and other GTK desktops. Source: its manual, zenity(1).</summary>
/// <param name="program">Its path.</param>
internal sealed class ZenityForm(string program) : IDialogForm
{
    private const int Closed = 1;

    public bool CanAsk(Question question) => question.Kind is not (QuestionKind.OpenAddress or QuestionKind.MatchNumber);

    public ChildCommand Command(Question question)
    {
        string text = "--text=" + DialogText.Of(question);
        string[] common = ["--title=" + DialogText.Title, "--width=480"];
        return new ChildCommand(program, question.Kind switch
        {
            // The rows are arguments of their own, and the answer is a number: a row can be neither an option nor markup.
            QuestionKind.Choice =>
            [
                "--list", .. common, "--height=400", text, "--column=Number", "--column=Option", "--hide-column=1", "--print-column=1", "--hide-header", "--",
                .. question.Options.SelectMany(static (option, index) => (string[])[(index + 1).ToString(CultureInfo.InvariantCulture), DialogText.Row(index, option)]),
            ],

            // Without the third button, "No" and a closed window would be the same.
            QuestionKind.Confirmation => ["--question", .. common, "--no-markup", text, "--ok-label=Yes", "--cancel-label=Cancel", "--extra-button=No"],
            QuestionKind.Text => ["--entry", .. common, text],
            _ => ["--entry", "--hide-text", .. common, text],
        });
    }

    public Secret? Read(Question question, ChildOutcome outcome, ReadOnlySpan<byte> errors)
    {
        ReadOnlySpan<byte> line = SecretInput.WithoutLineEnd(outcome.StandardOutput);
        if (outcome.ExitCode is not (0 or Closed) || (outcome.ExitCode == Closed && errors.IndexOf("cannot open display"u8) >= 0))
        {
            throw new DialogFailedException($"zenity ended with exit status {outcome.ExitCode}");
        }

        return question.Kind switch
        {
            QuestionKind.Confirmation => outcome.ExitCode == 0 ? Secret.FromText("yes") : line.SequenceEqual("No"u8) ? Secret.FromText("no") : null,
            _ when outcome.ExitCode == Closed => null,
            QuestionKind.Choice => DialogText.Option(line, question) is { } option ? Secret.FromText(option) : null,
            _ => Secret.FromUtf8(line),
        };
    }
}
