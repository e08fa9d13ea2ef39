using System.Runtime.Versioning;
using Keepalive.Platform.Native.Comctl32;
using Keepalive.Platform.Native.Credui;

namespace Keepalive.Prompts.Dialogs;

/// <summary>
/// The dialogs of Windows: the credential dialog for secrets and codes, a task dialog for choices and confirmations. Written after Microsoft's
/// reference, and not yet tested on Windows.
/// </summary>
/// <param name="environment">The variables: the name of the person for the credential dialog.</param>
[SupportedOSPlatform("windows")]
internal sealed class WindowsDialog(SystemEnvironment environment) : IPromptDialog
{
    /// <summary>Radio buttons do not scroll.</summary>
    private const int MostOptions = 8;

    /// <summary>The time.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    public bool CanAsk(Question question) => question.Kind switch
    {
        QuestionKind.Secret or QuestionKind.OneTimeCode => true,
        QuestionKind.Confirmation => TaskDialog.IsAvailable,
        QuestionKind.Choice => question.Options.Count <= MostOptions && TaskDialog.IsAvailable,
        _ => false,
    };

    public async Task<Secret> AskAsync(Question question, CancellationToken cancellationToken)
    {
        TimeSpan time = question.Limit < Question.LongestLimit ? question.Limit : Question.LongestLimit;
        using var bound = new CancellationTokenSource(time, Clock);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(bound.Token, cancellationToken);
        CancellationToken stopToken = stop.Token;

        // A thread of its own: a dialog has a message loop. The credential dialog can't be closed from outside; then the thread is left behind, and a late answer is zeroed.
        Task<Secret?> running = Task.Factory.StartNew(() => Show(question, stopToken), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        try
        {
            return await running.WaitAsync(stopToken).ConfigureAwait(false) ?? throw NotGiven(question, "the dialog was closed without an answer");
        }
        catch (OperationCanceledException)
        {
            _ = running.ContinueWith(static late => late.Result?.Dispose(), CancellationToken.None, TaskContinuationOptions.OnlyOnRanToCompletion, TaskScheduler.Default);
            cancellationToken.ThrowIfCancellationRequested();
            throw NotGiven(question, $"no answer came within {Duration.Format(time)}");
        }
    }

    private Secret? Show(Question question, CancellationToken stop)
    {
        string text = DialogText.Of(question);
        switch (question.Kind)
        {
            case QuestionKind.Choice:
                string[] rows = [.. question.Options.Select(static (option, index) => DialogText.Row(index, option))];
                Check(question, TaskDialog.Choose(DialogText.Title, text, rows, stop, out int? chosen));
                return chosen is { } index ? Secret.FromText(question.Options[index]) : null;

            case QuestionKind.Confirmation:
                Check(question, TaskDialog.Confirm(DialogText.Title, text, stop, out bool? isConfirmed));
                return isConfirmed is { } yes ? Secret.FromText(yes ? "yes" : "no") : null;

            default:
                Check(question, CredentialPrompt.Ask(DialogText.Title, text, environment.Get("USERNAME") ?? question.Profile, out Secret? typed));
                return typed;
        }
    }

    private static void Check(Question question, int error)
    {
        if (error != 0)
        {
            throw KeepaliveErrors.PromptUnavailable(question.Profile, question.Tool, question.Words, $"the dialog of Windows can't be shown: error {error}");
        }
    }

    private static KeepaliveException NotGiven(Question question, string reason) => KeepaliveErrors.AnswerNotGiven(question.Profile, question.Tool, question.Words, reason);
}
