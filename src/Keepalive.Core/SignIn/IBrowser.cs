namespace Keepalive.SignIn;

/// <summary>Shows a page to the person.</summary>
internal interface IBrowser
{
    /// <summary>Opens the page; returns when the browser has been asked.</summary>
    /// <exception cref="KeepaliveException">BrowserNotOpened.</exception>
    Task OpenAsync(Uri page, CancellationToken cancellationToken);
}
