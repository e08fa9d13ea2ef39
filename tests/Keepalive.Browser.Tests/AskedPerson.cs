using System.Text;
using Keepalive.Prompts;
using Keepalive.Prompts.Page;
using Keepalive.Testing;
using Microsoft.Playwright;

namespace Keepalive.Browser.Tests;

/// <summary>A sign-in that asks, and the person's browser with its page.</summary>
internal sealed partial class AskedPerson : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly CancellationTokenSource _end = new();

    private AskedPerson(IBrowserContext context)
    {
        _context = context;
        Board = new PromptBoard("saml2aws", "work", Clock);
        Server = PromptServer.Start(Home.Environment, Board, Clock);
        _context.Console += (_, message) => Complaints.Add(message.Text);
        _context.WebError += (_, error) => Complaints.Add(error.Error);
        _context.Request += (_, request) => Requests.Add(request);
    }

    public SyntheticHome Home { get; } = new();

    public ManualClock Clock { get; } = new();

    public PromptBoard Board { get; }

    public PromptServer Server { get; }

    /// <summary>Everything in the browser's console: errors, and what the policy has refused.</summary>
    public List<string> Complaints { get; } = [];

    public List<IRequest> Requests { get; } = [];

    public IPage Page { get; private set; } = null!;

    public string Origin => $"http://127.0.0.1:{Server.Port}";

    public static async Task<AskedPerson> StartAsync(Chromium chromium, int width = 720)
    {
        var person = new AskedPerson(await chromium.OpenAsync(width));
        person.Page = await person.OpenAsync();
        return person;
    }

    public static Question Question(QuestionKind kind, string words) => new() { Kind = kind, Words = words, Tool = "saml2aws", Profile = "work" };

    /// <summary>Opens the page in a new tab, as the worker does: by the file.</summary>
    public async Task<IPage> OpenAsync()
    {
        IPage page = await _context.NewPageAsync();
        await page.GotoAsync(Server.MakeEntrance().AbsoluteUri, new() { WaitUntil = WaitUntilState.Commit });

        // By looking again and again: the page changes its own address, and an event of that may be over before it is waited for.
        await Assertions.Expect(page).ToHaveURLAsync($"{Origin}/", new() { Timeout = 60_000 });
        await Assertions.Expect(page.Locator("main")).ToHaveAttributeAsync("data-state", AnyState(), new() { Timeout = 60_000 });
        return page;
    }

    public Task<IPage> NewTabAsync() => _context.NewPageAsync();

    public Task<string> AskAsync(QuestionKind kind, string words) => AskAsync(Question(kind, words));

    /// <summary>Asks; the answer in letters.</summary>
    public async Task<string> AskAsync(Question question)
    {
        using Secret answer = await Board.AskAsync(question, _end.Token);
        return Encoding.UTF8.GetString(answer.Utf8);
    }

    public Task StateAsync(string name, IPage? page = null) => Assertions.Expect((page ?? Page).Locator("main")).ToHaveAttributeAsync("data-state", name, new() { Timeout = 60_000 });

    public ILocator Heading => Page.GetByRole(AriaRole.Heading);

    public ILocator Button(string name) => Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    /// <summary>The server ends as after a killed worker: no outcome is told.</summary>
    public async Task EndServerAsync()
    {
        Task end = Server.DisposeAsync().AsTask();
        while (!end.IsCompleted)
        {
            Clock.Advance(TimeSpan.FromSeconds(1));
            await Task.WhenAny(end, Task.Delay(10, CancellationToken.None));
        }

        await end;
    }

    public async ValueTask DisposeAsync()
    {
        await _context.CloseAsync();
        await _end.CancelAsync();
        await EndServerAsync();
        _end.Dispose();
        Home.Dispose();
    }

    [System.Text.RegularExpressions.GeneratedRegex(".")]
    private static partial System.Text.RegularExpressions.Regex AnyState();
}
