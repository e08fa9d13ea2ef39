namespace Keepalive.Prompts;

/// <summary>A dialog of the desktop that asks a person. The answer is never part of a text, a command line or a file.</summary>
internal interface IPromptDialog
{
    /// <summary>Whether this dialog has a form for the question.</summary>
    /// <param name="question">The question.</param>
    bool CanAsk(Question question);

    /// <summary>Shows the dialog, and waits for the answer. The caller disposes of it.</summary>
    /// <param name="question">A question that it can ask.</param>
    /// <param name="cancellationToken">Closes the dialog: another way has answered.</param>
    /// <exception cref="KeepaliveException">AnswerNotGiven: declined, closed, or out of time. PromptUnavailable: the dialog can't be shown.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    Task<Secret> AskAsync(Question question, CancellationToken cancellationToken);
}
