using Keepalive.SignIn;

namespace Keepalive.Prompts.Page;

/// <summary>The door of a sign-in's questions: the server of its page, and the person's browser.</summary>
/// <param name="server">The server; it ends with the door.</param>
/// <param name="browser">The browser.</param>
internal sealed class PageDoor(PromptServer server, IBrowser browser) : IPromptDoor
{
    public bool IsWatched => server.IsWatched;

    public Task OpenPageAsync(CancellationToken cancellationToken) => OpenAsync(browser, server.MakeEntrance(), cancellationToken);

    /// <summary>Opens a way to the page: a file that the server has written, or an address of the loopback that works once.</summary>
    /// <param name="browser">The browser.</param>
    /// <param name="entrance">The way.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="KeepaliveException">BrowserNotOpened.</exception>
    public static Task OpenAsync(IBrowser browser, Uri entrance, CancellationToken cancellationToken) =>
        entrance.IsFile ? browser.OpenFileAsync(entrance, cancellationToken) : browser.OpenAsync(entrance, cancellationToken);

    public ValueTask DisposeAsync() => server.DisposeAsync();
}
