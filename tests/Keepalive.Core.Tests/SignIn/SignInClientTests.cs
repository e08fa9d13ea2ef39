using System.Collections.Concurrent;
using Keepalive.Platform.Files;
using Keepalive.SignIn;
using Keepalive.Testing;
using Keepalive.Workers;

namespace Keepalive.Core.Tests.SignIn;

public sealed class SignInClientTests : IDisposable
{
    private static readonly SignInOptions DeviceCode = new() { UseDeviceCode = true };

    private readonly SignInHome _home = new(TimeProvider.System);
    private readonly FakeBrowser _browser = new();
    private readonly TaskCompletionSource _approved = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_good_token_starts_nothing()
    {
        _home.WriteToken(TimeSpan.FromMinutes(30));

        SignInResult result = await _home.Client(new BrokenLauncher()).RunAsync(new SignInOptions(), null, Token);

        Assert.True(result.WasGood);
        Assert.Null(_home.Ledger.Read());
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task A_good_token_is_passed_over_when_the_caller_says_so(bool force, bool anew)
    {
        _home.WriteToken(TimeSpan.FromMinutes(30));
        _approved.SetResult();

        SignInResult result = await _home.Client(Launcher()).RunAsync(DeviceCode with { Force = force, Anew = anew }, null, Token);

        Assert.False(result.WasGood);
        Assert.Single(_browser.Pages);
    }

    [Fact]
    public async Task Many_callers_start_one_worker_with_one_tab_see_the_same_and_get_the_same()
    {
        TaskLauncher launcher = Launcher();
        var seen = new ConcurrentDictionary<int, (string?, string?)>();
        Task<SignInResult>[] callers =
        [
            .. Enumerable.Range(0, 20).Select(number => Task.Run(() => _home.Client(launcher).RunAsync(
                DeviceCode, new Listener(progress => Note(number, progress)), Token), Token)),
        ];
        await Waiting.UntilAsync(() => seen.Count == 20 || callers.Any(caller => caller.IsCompleted), Token);
        // Nothing is approved yet; the fault of a caller that has ended says why.
        await Task.WhenAll(callers.Where(caller => caller.IsCompleted));
        Assert.DoesNotContain(callers, caller => caller.IsCompleted);
        _approved.SetResult();

        SignInResult[] results = await Task.WhenAll(callers);

        Assert.Equal(1, launcher.Count);
        Assert.Single(_browser.Pages);
        Assert.Single(results.Select(result => result.Expires).Distinct());
        Assert.Equal("ABCD-EFGH", Assert.Single(seen.Values.Distinct()).Item2);
        await Task.WhenAll(launcher.Launched);
        _home.AssertClean();

        void Note(int number, SignInProgress progress)
        {
            if (progress.Address is not null)
            {
                seen[number] = (progress.Address, progress.UserCode);
            }
        }
    }

    /// <summary>Between the look at the lease and the look at the ledger another caller's worker may start: its entry is not that of a dead one.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_worker_that_starts_while_a_caller_looks_is_joined(int look)
    {
        TaskLauncher launcher = Launcher();
        SignInLease? lease = null;
        int looks = 0;
        SignInEntry running = Entry(SignInPhase.WaitingForPerson, DateTimeOffset.UtcNow) with { Id = "another caller's" };
        var watch = new SignInWatch(_home.Place, launcher, TimeProvider.System)
        {
            HasLooked = () =>
            {
                looks++;
                if (looks == look)
                {
                    lease = SignInLease.TryTake(_home.Place);
                    _home.Ledger.Write(running);
                }
                else if (looks == look + 3)
                {
                    _home.Ledger.Write(running with { Phase = SignInPhase.Failed, Ended = DateTimeOffset.UtcNow, Outcome = (KeepaliveErrorCode.SignInDenied, "It was refused.", "Ask.") });
                    lease!.Dispose();
                }
            },
        };
        if (look == 2)
        {
            // A worker of another caller is on its way, so this one may not start one before.
            _home.Ledger.Write(Entry(SignInPhase.Failed, DateTimeOffset.UtcNow - TimeSpan.FromHours(2)) with { Ended = DateTimeOffset.UtcNow - TimeSpan.FromHours(1) });
        }

        using var start = new LaunchLock(_home.Place);
        Assert.True(start.MayLaunch(isDead: false));
        await HomeExtensions.FailsAsync(() => watch.RunAsync(new SignInOptions { Budget = TimeSpan.FromSeconds(30) }, static _ => ValueTask.FromResult(false), progress: null, Token), KeepaliveErrorCode.SignInDenied);

        Assert.NotNull(lease);
        Assert.Equal(0, launcher.Count);
    }

    [Fact]
    public async Task A_failure_reaches_everybody_who_waited()
    {
        TaskLauncher launcher = Launcher(SignInAnswer.Denied);
        var waiting = new ConcurrentDictionary<int, bool>();
        Task<KeepaliveException>[] callers =
        [
            .. Enumerable.Range(0, 5).Select(number => HomeExtensions.FailsAsync(
                () => _home.Client(launcher).RunAsync(DeviceCode, new Listener(_ => waiting[number] = true), Token), KeepaliveErrorCode.SignInDenied)),
        ];
        await Waiting.UntilAsync(() => waiting.Count == 5, Token);
        _approved.SetResult();

        KeepaliveException[] failures = await Task.WhenAll(callers);

        Assert.Equal(1, launcher.Count);
        Assert.Single(failures.Select(failure => (failure.Message, failure.Advice)).Distinct());
        Assert.False(_home.HasToken);
    }

    [Fact]
    public async Task The_caller_sees_address_code_reason_and_the_time_that_is_left()
    {
        var reports = new ConcurrentQueue<SignInProgress>();
        Task<SignInResult> caller = _home.Client(Launcher()).RunAsync(DeviceCode, new Listener(reports.Enqueue), Token);
        await Waiting.UntilAsync(() => reports.Select(report => report.TimeLeft).Distinct().Count() >= 3, Token); // The time is told each second.
        _approved.SetResult();
        await caller;

        SignInProgress last = reports.Last();
        Assert.Equal(("ABCD-EFGH", SignInFlow.DeviceCode, "you chose a device code", false), (last.UserCode, last.Flow, last.FlowReason, last.IsJoined));
        Assert.Contains("user_code=ABCD-EFGH", last.Address, StringComparison.Ordinal);
        Assert.InRange(last.TimeLeft.TotalSeconds, 500, 600);
    }

    [Fact]
    public async Task A_caller_that_gives_up_leaves_the_worker_at_work_and_the_next_one_takes_the_result()
    {
        TaskLauncher launcher = Launcher();
        using var interrupted = CancellationTokenSource.CreateLinkedTokenSource(Token);
        Task<SignInResult> first = _home.Client(launcher).RunAsync(DeviceCode, null, interrupted.Token);
        await _home.UntilAsync(entry => entry.Tab == BrowserTab.Opened);
        await interrupted.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);

        var joined = new ConcurrentQueue<SignInProgress>();
        Task<SignInResult> next = _home.Client(launcher).RunAsync(DeviceCode, new Listener(joined.Enqueue), Token);
        await Waiting.UntilAsync(() => !joined.IsEmpty, Token);
        _approved.SetResult();

        Assert.False((await next).WasGood);
        Assert.True(joined.First().IsJoined);
        Assert.Equal(1, launcher.Count);
    }

    [Theory]
    [InlineData(SignInPhase.Failed)]
    [InlineData(SignInPhase.Abandoned)]
    public async Task After_a_failure_automatic_callers_wait_two_minutes_and_people_do_not(SignInPhase phase)
    {
        _approved.SetResult();
        Write(phase, ended: TimeSpan.FromSeconds(30));
        TaskLauncher launcher = Launcher();

        KeepaliveException refused = await HomeExtensions.FailsAsync(
            () => _home.Client(launcher).RunAsync(DeviceCode with { IsAutomatic = true }, null, Token), KeepaliveErrorCode.SignInCoolingDown);

        Assert.Contains("1 min 2", refused.Message, StringComparison.Ordinal);
        Assert.Equal(0, launcher.Count);
        await _home.Client(launcher).RunAsync(DeviceCode, null, Token);
        Assert.Equal(1, launcher.Count);
    }

    [Theory]
    [InlineData(true, 30)]
    [InlineData(false, 121)]
    public async Task Force_or_time_ends_the_cool_down(bool force, int secondsAgo)
    {
        _approved.SetResult();
        Write(SignInPhase.Failed, TimeSpan.FromSeconds(secondsAgo));

        await _home.Client(Launcher()).RunAsync(DeviceCode with { IsAutomatic = true, Force = force }, null, Token);

        Assert.True(_home.HasToken);
    }

    [Fact]
    public async Task An_old_outcome_is_not_taken_for_a_new_one()
    {
        _approved.SetResult();
        Write(SignInPhase.Failed, TimeSpan.FromSeconds(1));

        await _home.Client(Launcher()).RunAsync(DeviceCode, null, Token);

        Assert.Equal(SignInPhase.Succeeded, _home.Ledger.Read()!.Phase);
    }

    [Fact]
    public async Task A_worker_that_died_without_a_word_is_replaced_at_once_whatever_its_entry_says()
    {
        _approved.SetResult();
        Write(SignInPhase.WaitingForPerson, null);
        TaskLauncher launcher = Launcher();

        await _home.Client(launcher).RunAsync(DeviceCode with { IsAutomatic = true }, null, Token);

        Assert.Equal(1, launcher.Count);
    }

    [Fact]
    public async Task Workers_that_end_before_they_begin_are_told_after_the_second()
    {
        var launcher = new TaskLauncher(_ => Task.CompletedTask);

        KeepaliveException failure = await HomeExtensions.FailsAsync(
            () => _home.Client(launcher).RunAsync(DeviceCode, null, Token), KeepaliveErrorCode.SignInWorkerFailed);

        Assert.Equal(2, launcher.Count);
        Assert.Contains("ended too early", failure.Message, StringComparison.Ordinal);
        _home.AssertClean();
    }

    [Fact]
    public async Task A_worker_that_can_not_be_started_is_told()
    {
        KeepaliveException failure = await HomeExtensions.FailsAsync(
            () => _home.Client(new BrokenLauncher()).RunAsync(DeviceCode, null, Token), KeepaliveErrorCode.SignInWorkerFailed);

        Assert.Contains("not found", failure.Message, StringComparison.Ordinal);
        _home.AssertClean();
    }

    [Fact]
    public async Task A_lock_that_can_not_be_used_is_told()
    {
        Directory.CreateDirectory(_home.Place.Lease);

        await HomeExtensions.FailsAsync(() => _home.Client(new BrokenLauncher()).RunAsync(DeviceCode, null, Token), KeepaliveErrorCode.StateFolderUnusable);
    }

    [Fact]
    public async Task The_callers_time_ends_before_the_sign_in_does()
    {
        var clock = new FakeClock();
        using var home = new SignInHome(clock);
        using FileLock lease = FileLock.TryAcquire(home.Place.Lease)!;
        home.Ledger.Write(Entry(SignInPhase.WaitingForPerson, clock.GetUtcNow()) with { Address = "https://example.awsapps.com/" });

        KeepaliveException failure = await HomeExtensions.FailsAsync(
            () => home.Client(new BrokenLauncher()).RunAsync(new SignInOptions(), null, Token), KeepaliveErrorCode.SignInStillRunning);

        Assert.Contains("after 2 min 45 s", failure.Message, StringComparison.Ordinal);
        Assert.Contains("claude-aws login", failure.Advice, StringComparison.Ordinal);
        Assert.InRange(clock.Elapsed, SignInOptions.DefaultBudget, SignInOptions.DefaultBudget + TimeSpan.FromSeconds(1));
    }

    [Fact]
    public void The_options_travel_to_the_worker_as_arguments() => Assert.Equal(
        ["--use-device-code", "--force", "--anew", "--automatic", "--browser=firefox -P work %s"],
        new SignInOptions { UseDeviceCode = true, Force = true, Anew = true, IsAutomatic = true, Browser = "firefox -P work %s" }.ToArguments());

    public void Dispose() => _home.Dispose();

    private TaskLauncher Launcher(SignInAnswer? answer = null)
    {
        var service = new FakeSignInService
        {
            DeviceInterval = TimeSpan.FromSeconds(1),
            AnswerDevice = _ => !_approved.Task.IsCompleted ? SignInAnswer.Pending : answer ?? SignInAnswer.Of(FakeSignInService.NewToken()),
        };
        return new TaskLauncher(options => _home.WorkAsync(service, _browser, options));
    }

    private void Write(SignInPhase phase, TimeSpan? ended)
    {
        DateTimeOffset now = DateTimeOffset.UtcNow;
        _home.Ledger.Write(Entry(phase, now - TimeSpan.FromMinutes(6)) with
        {
            Ended = now - ended,
            Outcome = ended is null ? null : (KeepaliveErrorCode.SignInDenied, "It was refused.", "Ask."),
        });
    }

    private static SignInEntry Entry(SignInPhase phase, DateTimeOffset started) => new()
    {
        Id = "old",
        Phase = phase,
        Flow = SignInFlow.AuthorizationCode,
        FlowReason = "a test",
        Started = started,
        WorkerId = 1,
        WorkerStarted = started,
    };

    private sealed class Listener(Action<SignInProgress> report) : IProgress<SignInProgress>
    {
        public void Report(SignInProgress value) => report(value);
    }
}
