using System.Collections.Concurrent;
using System.Text;
using Keepalive.Prompts;
using Keepalive.Prompts.Page;
using Keepalive.Testing;
using PuppeteerSharp;

namespace Keepalive.Browser.Tests;

/// <summary>A sign-in that asks, and the person's browser with its page.</summary>
internal sealed class AskedPerson : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly int _width;
    private readonly CancellationTokenSource _end = new();

    private AskedPerson(IBrowserContext context, int width)
    {
        _context = context;
        _width = width;
        Board = new PromptBoard("saml2aws", "work", Clock);
        Server = PromptServer.Start(Home.Environment, Board, Clock);
    }

    public SyntheticHome Home { get; } = new();

    public ManualClock Clock { get; } = new();

    public PromptBoard Board { get; }

    public PromptServer Server { get; }

    /// <summary>Everything in the browser's console: errors, and what the policy has refused.</summary>
    public ConcurrentQueue<string> Complaints { get; } = [];

    public ConcurrentQueue<IRequest> Requests { get; } = [];

    public IPage Page { get; private set; } = null!;

    public string Origin => $"http://127.0.0.1:{Server.Port}";

    public static async Task<AskedPerson> StartAsync(Chromium chromium, int width = 720)
    {
        var person = new AskedPerson(await chromium.OpenAsync(), width);
        try
        {
            person.Page = await person.OpenAsync();
            return person;
        }
        catch
        {
            await person.DisposeAsync();
            throw;
        }
    }

    public static Question Question(QuestionKind kind, string words) => new() { Kind = kind, Words = words, Tool = "saml2aws", Profile = "work" };

    /// <summary>Opens the page in a new tab, as the worker does: by the file.</summary>
    public async Task<IPage> OpenAsync()
    {
        IPage page = await NewTabAsync();
        await page.GoToAsync(Server.MakeEntrance().AbsoluteUri, WaitUntilNavigation.DOMContentLoaded);
        await page.ArriveAsync($"{Origin}/");
        return page;
    }

    public async Task<IPage> NewTabAsync()
    {
        IPage page = await Chromium.OpenTabAsync(_context, _width);
        page.Console += (_, said) => Complaints.Enqueue(said.Message.Text);
        page.PageError += (_, fault) => Complaints.Enqueue(fault.Message);
        page.Error += (_, fault) => Complaints.Enqueue(fault.Error);
        page.Request += (_, sent) => Requests.Enqueue(sent.Request);
        return page;
    }

    public Task<string> AskAsync(QuestionKind kind, string words) => AskAsync(Question(kind, words));

    /// <summary>Asks; the answer in letters.</summary>
    public async Task<string> AskAsync(Question question)
    {
        using Secret answer = await Board.AskAsync(question, _end.Token);
        return Encoding.UTF8.GetString(answer.Utf8);
    }

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
}
