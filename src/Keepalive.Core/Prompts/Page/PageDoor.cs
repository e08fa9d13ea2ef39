using Keepalive.SignIn;

namespace Keepalive.Prompts.Page;

/// <summary>The page of a sign-in, and the browser that shows it.</summary>
/// <param name="server">The server of the page.</param>
/// <param name="browser">The person's browser.</param>
internal sealed class PageDoor(PromptServer server, Browser browser) : IPromptDoor
{
    public bool IsWatched => server.HasPage || server.HasOtherReader;

    public Task OpenPageAsync(CancellationToken cancellationToken) => browser.OpenAsync(server.MakeEntrance(), cancellationToken);

    public ValueTask DisposeAsync() => server.DisposeAsync();
}
