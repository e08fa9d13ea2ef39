using System.Diagnostics;
using Keepalive.Core.Tests.Platform.Processes;
using Keepalive.Platform.Processes;
using Keepalive.Testing;
using Keepalive.Workers;

namespace Keepalive.Core.Tests.SignIn;

/// <summary>Workers that are processes.</summary>
[Collection("Processes")]
public sealed class SignInProcessTests : IDisposable
{
    private readonly SignInHome _home = new(TimeProvider.System);
    private readonly CountingLauncher _launcher;

    public SignInProcessTests() => _launcher = new CountingLauncher(new WorkerLauncher(DummyProgram.Path, ["sign-in-worker", Approved])
    {
        EnvironmentChanges = new Dictionary<string, string?>
        {
            ["HOME"] = _home.Folder,
            ["USERPROFILE"] = _home.Folder,
            ["LOCALAPPDATA"] = null,
            ["XDG_STATE_HOME"] = null,
            ["CLAUDE_AWS_STATE"] = null,
            ["SSH_CONNECTION"] = null,
            ["SSH_TTY"] = null,
            ["CI"] = null,
            ["CODESPACES"] = null,
            ["KUBERNETES_SERVICE_HOST"] = null,
            ["DISPLAY"] = ":0",
        },
    });

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Approved => Path.Combine(_home.Folder, "approved");

    private int Tabs => File.Exists(Approved + ".tabs") ? File.ReadAllLines(Approved + ".tabs").Length : 0;

    [Fact]
    public async Task Ctrl_C_in_the_foreground_leaves_the_worker_at_work_and_it_finishes()
    {
        using var interrupted = CancellationTokenSource.CreateLinkedTokenSource(Token);
        Task<SignInResult> caller = RunAsync(interrupted.Token);
        int worker = await WorkerAsync();
        await interrupted.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => caller);
        Assert.False(DummyProgram.IsGone(worker));

        await File.WriteAllTextAsync(Approved, "", Token);
        await _home.UntilAsync(entry => entry.Phase == SignInPhase.Succeeded);

        await AssertGoneAsync(worker);
        Assert.StartsWith("access-token-", (await _home.Cache.ReadAsync(Token))!.AccessToken, StringComparison.Ordinal);
        Assert.Equal((1, 1), (_launcher.Count, Tabs));
        _home.AssertClean();
    }

    [Fact]
    public async Task A_worker_that_is_killed_is_replaced_by_the_next_caller_long_before_its_time_is_over_and_no_second_tab_opens()
    {
        using var interrupted = CancellationTokenSource.CreateLinkedTokenSource(Token);
        Task<SignInResult> first = RunAsync(interrupted.Token);
        int worker = await WorkerAsync();
        await interrupted.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        Kill(worker);
        await AssertGoneAsync(worker);

        long start = Stopwatch.GetTimestamp();
        _launcher.Launched = () => start = Stopwatch.GetTimestamp() - start;
        Task<SignInResult> next = RunAsync(Token);
        int second = await WorkerAsync(worker);
        await File.WriteAllTextAsync(Approved, "", Token);
        await next;

        Assert.InRange(start / (double)Stopwatch.Frequency, 0, SignInOptions.Limit.TotalSeconds / 10); // A fraction of a second, on a machine that has time.
        Assert.Equal((2, 1), (_launcher.Count, Tabs));
        await AssertGoneAsync(second);
        _home.AssertClean();
    }

    [Fact]
    public async Task A_caller_whose_worker_is_killed_goes_on_with_another()
    {
        Task<SignInResult> caller = RunAsync(Token);
        int worker = await WorkerAsync();

        Kill(worker);
        int second = await WorkerAsync(worker);
        await File.WriteAllTextAsync(Approved, "", Token);
        await caller;

        Assert.Equal((2, 1), (_launcher.Count, Tabs));
        await AssertGoneAsync(second);
    }

    [Fact]
    public async Task Callers_that_come_at_once_share_one_process()
    {
        Task<SignInResult>[] callers = [.. Enumerable.Range(0, 10).Select(_ => Task.Run(() => RunAsync(Token), Token))];
        int worker = await WorkerAsync();
        await File.WriteAllTextAsync(Approved, "", Token);
        await Task.WhenAll(callers);

        Assert.Equal((1, 1), (_launcher.Count, Tabs));
        await AssertGoneAsync(worker);
    }

    [Fact]
    public async Task A_detached_process_has_a_session_of_its_own_and_nothing_of_ours()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "/proc");
        string script = "ls -l /proc/$$/fd > \"$0.tmp\"; cut -d' ' -f6 /proc/$$/stat >> \"$0.tmp\"; echo $$ >> \"$0.tmp\"; mv \"$0.tmp\" \"$0\"; exit 7";
        string file = Path.Combine(_home.Folder, "detached");

        DetachedProcess process = DetachedProcess.Start(new ChildCommand("sh", ["-c", script, file]));

        Assert.Equal(7, await process.Exited.WaitAsync(TimeSpan.FromSeconds(10), Token));
        string[] lines = await File.ReadAllLinesAsync(file, Token);
        string[] descriptors = [.. lines.Where(line => line.Contains("->", StringComparison.Ordinal))];
        Assert.Equal(lines[^1], lines[^2]);
        Assert.Equal(process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture), lines[^1]);
        Assert.Equal(2, descriptors.Count(line => line.Contains(" 0 -> /dev/null", StringComparison.Ordinal) || line.Contains(" 2 -> /dev/null", StringComparison.Ordinal)));
        Assert.DoesNotContain(descriptors, line => line.Contains("pipe:", StringComparison.Ordinal) || line.Contains("socket:", StringComparison.Ordinal));
        Assert.False(Directory.Exists($"/proc/{process.Id}"), "it is reaped");
    }

    public void Dispose()
    {
        if (_home.Ledger.Read() is { IsRunning: true } entry && SignInLease.IsHeld(_home.Place))
        {
            Kill(entry.WorkerId); // A failed test leaves no worker.
        }

        _home.Dispose();
    }

    private Task<SignInResult> RunAsync(CancellationToken cancellationToken) =>
        _home.Client(_launcher).RunAsync(new SignInOptions { UseDeviceCode = true, IsAutomatic = true }, null, cancellationToken);

    private async Task<int> WorkerAsync(int not = 0) =>
        (await _home.UntilAsync(entry => entry is { IsRunning: true, Tab: BrowserTab.Opened or BrowserTab.OpenedBefore } && entry.WorkerId != not)).WorkerId;

    private static void Kill(int id)
    {
        using Process process = Process.GetProcessById(id);
        Assert.StartsWith("Keepalive.Dummy", process.ProcessName, StringComparison.Ordinal);
        process.Kill();
    }

    private static Task AssertGoneAsync(int id) => Waiting.UntilAsync(() => DummyProgram.IsGone(id), Token);

    private sealed class CountingLauncher(IWorkerLauncher inner) : IWorkerLauncher
    {
        private int _count;

        public int Count => _count;

        public Action Launched { get; set; } = () => { };

        public ILaunchedWorker Launch(SignInOptions options)
        {
            Interlocked.Increment(ref _count);
            Launched();
            return inner.Launch(options);
        }
    }
}
