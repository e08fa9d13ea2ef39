namespace Keepalive.SignIn;

/// <summary>Shows a page to the person.</summary>
internal interface IBrowser
{
    /// <summary>Opens the page; returns when the browser has been asked.</summary>
    /// <exception cref="KeepaliveException">BrowserNotOpened.</exception>
    Task OpenAsync(Uri page, CancellationToken cancellationToken);

    /// <summary>Opens a file that this process has written for the browser.</summary>
    /// <param name="file">A file address; never one that a service or a tool has named.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="KeepaliveException">BrowserNotOpened.</exception>
    Task OpenFileAsync(Uri file, CancellationToken cancellationToken);
}
