using Keepalive.Prompts.Page;
using Keepalive.SignIn;
using Keepalive.Testing;

namespace Keepalive.Core.Tests.Prompts.Page;

public sealed class PageDoorTests : IAsyncLifetime
{
    private readonly PromptServerHome _home = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => default;

    public ValueTask DisposeAsync() => _home.DisposeAsync();

    [Fact]
    public async Task The_browser_gets_the_path_of_a_file_and_no_key()
    {
        var browser = new FakeBrowser();
        await using var door = new PageDoor(_home.Server, browser);

        await door.OpenPageAsync(Token);

        Uri opened = Assert.Single(browser.Pages);
        Assert.True(opened.IsFile);
        Assert.DoesNotContain(_home.ReadKey().Token, opened.AbsoluteUri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_watched_while_another_process_waits_for_news()
    {
        await using var door = new PageDoor(_home.Server, new FakeBrowser());
        Assert.False(door.IsWatched);
        PromptClient client = Assert.Single(PromptClient.Find(_home.Home.Environment, _home.Clock));
        Task<Keepalive.Prompts.BoardState> news = client.ReadAsync(_home.Board.State.Version, Token);
        await Waiting.UntilAsync(() => door.IsWatched, Token);

        _home.Board.Report("News");
        await news;
        await Waiting.UntilAsync(() => !door.IsWatched, Token);
    }

    [Theory]
    [InlineData("file:///etc/passwd", false)]
    [InlineData("https://login.example.com/", true)]
    public async Task A_browser_opens_a_file_only_where_the_caller_means_a_file(string address, bool asFile)
    {
        var browser = new Browser(Machine.Current(_home.Home.Environment), "true", _home.Clock);
        var page = new Uri(address);

        await HomeExtensions.FailsAsync(() => asFile ? browser.OpenFileAsync(page, Token) : browser.OpenAsync(page, Token), KeepaliveErrorCode.BrowserNotOpened);
    }
}
