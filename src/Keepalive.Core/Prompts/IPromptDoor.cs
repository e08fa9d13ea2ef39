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
