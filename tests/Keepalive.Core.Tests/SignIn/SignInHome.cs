using System.Collections.Concurrent;
using Keepalive.IdentityCenter;
using Keepalive.Platform.Files;
using Keepalive.Platform.Processes;
using Keepalive.SignIn;
using Keepalive.Testing;
using Keepalive.Tokens;
using Keepalive.Workers;

namespace Keepalive.Core.Tests.SignIn;

/// <summary>A home with a session, and the workers and watchers of its sign-in in this process.</summary>
internal sealed class SignInHome : IDisposable
{
    public static readonly SsoSession Session = FakeSignInService.Session;

    private readonly SyntheticHome _home;

    public SignInHome(TimeProvider clock, string variables = "DISPLAY=:0")
    {
        Clock = clock;
        _home = new SyntheticHome(clock);
        foreach (string[] pair in variables.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=', 2)))
        {
            _home.Variables[pair[0]] = pair[1];
        }

        // Reads on Windows too as a Linux desktop: only the choice of the flow comes from here.
        Machine = HeadlessDetectionTests.Linux(variables);
        State = new TokenState(Environment, Session);
        Place = WorkerPaths.OfSession(Environment, Session.DisplayName);
        Ledger = new SignInLedger(Place, clock);
        Cache = new TokenCache(Environment, Session, clock);
    }

    public TimeProvider Clock { get; }

    public string Folder => _home.Folder;

    public SystemEnvironment Environment => _home.Environment;

    public Machine Machine { get; }

    public TokenState State { get; }

    public WorkerPaths Place { get; }

    public SignInLedger Ledger { get; }

    public TokenCache Cache { get; }

    public ConcurrentQueue<string> Copied { get; } = [];

    public bool HasToken => File.Exists(Cache.Path);

    public SignInWorker Worker(FakeSignInService service, FakeBrowser browser, SignInOptions? options = null, IIdentityCenter? center = null) => new(
        Environment,
        Session,
        options ?? new SignInOptions(),
        () => service,
        () => center,
        Clock,
        Machine,
        browser,
        text =>
        {
            Copied.Enqueue(text);
            return Task.CompletedTask;
        });

    public Task WorkAsync(FakeSignInService service, FakeBrowser browser, SignInOptions? options = null, IIdentityCenter? center = null, CancellationToken? cancellationToken = null) =>
        Worker(service, browser, options, center).RunAsync(cancellationToken ?? TestContext.Current.CancellationToken);

    public SignInClient Client(IWorkerLauncher launcher) => new(Environment, Session, launcher, Clock);

    public void WriteToken(TimeSpan left, string name = "old") => AtomicFile.Write(Cache.Path, SsoToken.Create(
        Session, name, Clock.GetUtcNow() + left, $"refresh-{name}", new ClientRegistration("client", "secret", Clock.GetUtcNow().AddDays(90))).ToUtf8());

    /// <param name="condition">What is waited for.</param>
    /// <param name="advancing">A clock that goes on meanwhile: a token's file that is missing in a folder that has just changed is looked for once more.</param>
    public async Task<SignInEntry> UntilAsync(Func<SignInEntry, bool> condition, ManualClock? advancing = null)
    {
        for (int i = 0; i < 2000; i++)
        {
            if (Ledger.Read() is { } entry && condition(entry))
            {
                return entry;
            }

            advancing?.Advance(TimeSpan.FromMilliseconds(20));
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }

        throw new TimeoutException($"The ledger stands at {Ledger.Read()?.Phase.ToString() ?? "nothing"}.");
    }

    /// <summary>Neither a lock nor a half-written file is left.</summary>
    public void AssertClean()
    {
        foreach (string path in new[] { Place.Lease, Place.Start, State.TokenLock })
        {
            using FileLock? free = FileLock.TryAcquire(path);
            Assert.NotNull(free);
        }

        Assert.Empty(Directory.GetFiles(Folder, "*.tmp", SearchOption.AllDirectories));
    }

    public void Dispose() => _home.Dispose();
}

/// <summary>Starts workers as tasks of this process.</summary>
/// <param name="work">A worker's whole life.</param>
internal sealed class TaskLauncher(Func<SignInOptions, Task> work) : IWorkerLauncher
{
    public ConcurrentQueue<Task> Launched { get; } = [];

    public int Count => Launched.Count;

    public ILaunchedWorker Launch(SignInOptions options)
    {
        Task task = Task.Run(() => work(options));
        Launched.Enqueue(task);
        return new Worker(task);
    }

    private sealed class Worker(Task task) : ILaunchedWorker
    {
        public bool HasEnded => task.IsCompleted;
    }
}

/// <summary>Can't start anything.</summary>
internal sealed class BrokenLauncher : IWorkerLauncher
{
    public ILaunchedWorker Launch(SignInOptions options) => throw new ChildStartException("not found");
}
