using System.Globalization;
using Keepalive.Platform.Processes;
using Keepalive.Secrets;

namespace Keepalive.Prompts.Dialogs;

/// <summary>kdialog, of KDE. Source: kdialog --help-all.</summary>
/// <param name="program">Its path.</param>
internal sealed class KDialogForm(string program) : IDialogForm
{
    private const int No = 1;
    private const int Cancelled = 2;

    public bool CanAsk(Question question) => question.Kind is not (QuestionKind.OpenAddress or QuestionKind.MatchNumber);

    public ChildCommand Command(Question question)
    {
        string text = DialogText.Of(question);
        return new ChildCommand(program, ["--title=" + DialogText.Title, .. question.Kind switch
        {
            QuestionKind.Choice =>
                (string[])["--menu=" + text, "--", .. question.Options.SelectMany(static (option, index) => (string[])[(index + 1).ToString(CultureInfo.InvariantCulture), DialogText.Row(index, option)])],
            QuestionKind.Confirmation => ["--yesnocancel=" + text],
            QuestionKind.Text => ["--inputbox=" + text],
            _ => ["--password=" + text],
        }]);
    }

    public Secret? Read(Question question, ChildOutcome outcome, ReadOnlySpan<byte> errors)
    {
        if (outcome.ExitCode is not (0 or No or Cancelled))
        {
            throw new DialogFailedException($"kdialog ended with exit status {outcome.ExitCode}");
        }

        ReadOnlySpan<byte> line = SecretInput.WithoutLineEnd(outcome.StandardOutput);
        return (question.Kind, outcome.ExitCode) switch
        {
            (QuestionKind.Confirmation, 0) => Secret.FromText("yes"),
            (QuestionKind.Confirmation, No) => Secret.FromText("no"),
            (_, not 0) => null,
            (QuestionKind.Choice, _) => DialogText.Option(line, question) is { } option ? Secret.FromText(option) : null,
            _ => Secret.FromUtf8(line),
        };
    }
}
