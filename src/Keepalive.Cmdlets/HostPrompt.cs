using System.Collections.ObjectModel;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;
using System.Text;
using Keepalive.Prompts;

namespace Keepalive.Commands;

/// <summary>Asks through the host of the session, on the pipeline thread. A host that has no person is never asked.</summary>
/// <param name="host">The host.</param>
/// <param name="writes">Runs on the pipeline thread.</param>
/// <param name="progress">The progress bar of the cmdlet.</param>
internal sealed class HostPrompt(PSHost host, StreamQueue writes, DelayedProgress progress) : IPersonPrompt
{
    private const string ConsoleHost = "ConsoleHost";

    /// <summary>The host of a runspace that a program has made: it has no interface to a person.</summary>
    private const string DefaultHost = "Default Host";

    /// <summary>More options have no key of one digit.</summary>
    private const int MostKeys = 9;

    /// <summary>The prompt; null where the host can't ask.</summary>
    public static HostPrompt? Find(PSHost host, StreamQueue writes, DelayedProgress progress) =>
        host.UI is null || host.Name == DefaultHost || (host.Name == ConsoleHost && (Console.IsInputRedirected || IsNonInteractive())) ? null : new HostPrompt(host, writes, progress);

    public Task<Secret> AskAsync(Question question, CancellationToken cancellationToken)
    {
        var given = new TaskCompletionSource<Secret>(TaskCreationOptions.RunContinuationsAsynchronously);
        progress.Hide();
        writes.Post(() =>
        {
            if (cancellationToken.IsCancellationRequested)
            {
                given.TrySetCanceled(cancellationToken);
                return;
            }

            try
            {
                Secret answer = Ask(question);
                if (!given.TrySetResult(answer))
                {
                    answer.Dispose();
                }
            }
            catch (PipelineStoppedException)
            {
                given.TrySetCanceled(CancellationToken.None);
                throw;
            }
            catch (Exception exception) when (exception is HostException or InvalidOperationException or NotImplementedException)
            {
                // Hosts without a prompt throw one of these: -NonInteractive, a remote session without an interface, a host that leaves the method out.
                given.TrySetException(KeepaliveErrors.HostCannotAsk(question.Profile, question.Tool, question.Words, host.Name));
            }
        });
        return given.Task.WaitAsync(cancellationToken);
    }

    public void Show(Question? notice)
    {
        // The rows of the cmdlet show it.
    }

    /// <summary>PowerShell has no property for its switch -NonInteractive, which may be shortened.</summary>
    private static bool IsNonInteractive() => Environment.GetCommandLineArgs().Skip(1).Any(static word =>
        word.Length >= 5 && word[0] is '-' or '/' && "noninteractive".StartsWith(word.TrimStart('-', '/'), StringComparison.OrdinalIgnoreCase) && word.TrimStart('-', '/').Length >= 4);

    private Secret Ask(Question question)
    {
        PSHostUserInterface ui = host.UI;
        string caption = $"{VisibleText.Line(question.Tool)}, profile '{VisibleText.Line(question.Profile)}'";
        string words = VisibleText.Line(question.Words);
        string before = string.Join('\n', question.Rows.Where(row => row != question.Words).Append(question.Complaint).OfType<string>().Select(static row => VisibleText.Line(row)));
        switch (question.Kind)
        {
            case QuestionKind.Choice when question.Options.Count is > 0 and <= MostKeys:
                var options = new Collection<ChoiceDescription>();
                foreach (string option in question.Options)
                {
                    options.Add(new ChoiceDescription(string.Create(CultureInfo.InvariantCulture, $"&{options.Count + 1} {VisibleText.Line(option).Replace('&', '+')}"), VisibleText.Line(option)));
                }

                return Secret.FromText(question.Options[ui.PromptForChoice(caption, words, options, defaultChoice: -1)]);
            case QuestionKind.Choice:
                return Choose(ui, question, caption, words, before);
            case QuestionKind.Confirmation:
                Collection<ChoiceDescription> answers = [new("&Yes"), new("&No")];
                return Secret.FromText(ui.PromptForChoice(caption, words, answers, defaultChoice: -1) == 0 ? "yes" : "no");
            default:
                ui.WriteLine(before.Length == 0 ? caption : $"{caption}\n{before}");
                return Read(ui, question, caption, words);
        }
    }

    private static Secret Choose(PSHostUserInterface ui, Question question, string caption, string words, string before)
    {
        var list = new StringBuilder(caption);
        for (int index = 0; index < question.Options.Count; index++)
        {
            list.Append(CultureInfo.InvariantCulture, $"\n  {index + 1}  {VisibleText.Line(question.Options[index])}");
        }

        if (question.CutWords is { } cut)
        {
            list.Append('\n').Append(cut);
        }

        ui.WriteLine(before.Length == 0 ? list.ToString() : $"{list}\n{before}");
        ui.Write(words + " ");
        string typed = ui.ReadLine()?.Trim() ?? string.Empty;
        return Secret.FromText(int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= 1 && number <= question.Options.Count
            ? question.Options[number - 1]
            : typed);
    }

    /// <summary>The caller asks again if the answer does not fit: a host that answers at once, without a person, would never end here.</summary>
    private static Secret Read(PSHostUserInterface ui, Question question, string caption, string words)
    {
        ui.Write(words + " ");
        if (question.Kind == QuestionKind.Text)
        {
            return Secret.FromText(ui.ReadLine() ?? string.Empty);
        }

        using SecureString? typed = ReadHidden(ui, question, caption, words);
        return typed is null ? Secret.FromText(string.Empty) : Secret.FromSecureString(typed);
    }

    /// <summary>A host without a console, such as that of a program with windows, has only its dialog for a user and a password.</summary>
    private static SecureString? ReadHidden(PSHostUserInterface ui, Question question, string caption, string words)
    {
        try
        {
            return ui.ReadLineAsSecureString();
        }
        catch (Exception exception) when (exception is NotImplementedException or NotSupportedException)
        {
            return ui.PromptForCredential(caption, words, VisibleText.Line(question.Profile), VisibleText.Line(question.Tool))?.Password;
        }
    }
}
