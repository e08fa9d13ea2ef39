namespace Keepalive.Prompts;

/// <summary>Lets the person's browser, and other processes of the same user, reach the board of a sign-in.</summary>
internal interface IPromptDoor : IAsyncDisposable
{
    /// <summary>A page or another process is reading the board at this moment.</summary>
    bool IsWatched { get; }

    /// <summary>Opens the page in the person's browser; returns when the browser has been asked.</summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="KeepaliveException">BrowserNotOpened.</exception>
    Task OpenPageAsync(CancellationToken cancellationToken);
}

/// <summary>A dialog of the desktop that asks a question.</summary>
internal interface IPromptDialog
{
    /// <summary>Whether the dialog has a form for this kind of question.</summary>
    /// <param name="question">The question.</param>
    bool CanAsk(Question question);

    /// <summary>Shows the dialog. The caller disposes of the answer.</summary>
    /// <param name="question">The question.</param>
    /// <param name="cancellationToken">Closes the dialog.</param>
    /// <exception cref="KeepaliveException">AnswerNotGiven: the person has closed it. PromptUnavailable: it can't be shown.</exception>
    Task<Secret> AskAsync(Question question, CancellationToken cancellationToken);
}
