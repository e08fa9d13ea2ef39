using System.Net;
using System.Net.Sockets;
using Keepalive.Platform.Files;
using Keepalive.SignIn;
using Keepalive.Testing;
using Keepalive.Workers;

namespace Keepalive.Core.Tests.SignIn;

/// <summary>A sign-in that runs in the background can be ended, replaced and signed out of, whatever it does at that moment.</summary>
public sealed class SignInCancellationTests : IDisposable
{
    private static readonly SignInOptions DeviceCode = new() { UseDeviceCode = true };

    private readonly SignInHome _home = new(TimeProvider.System);
    private readonly FakeBrowser _browser = new();
    private volatile bool _approved;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task A_cancelled_sign_in_frees_its_port_and_tells_everybody_who_watched()
    {
        TaskLauncher launcher = Launcher();
        Task<KeepaliveException> watcher = HomeExtensions.FailsAsync(() => _home.Client(launcher).RunAsync(new SignInOptions(), null, Token), KeepaliveErrorCode.SignInCancelled);
        SignInEntry entry = await _home.UntilAsync(found => found.Tab == BrowserTab.Opened);
        int port = new Uri(FakeSignInService.Query(new Uri(entry.Address!))["redirect_uri"]).Port;

        Assert.Equal(CancelOutcome.Cancelled, (await CancelAsync()).Outcome);

        Assert.Contains("was cancelled", (await watcher).Message, StringComparison.Ordinal);
        await Task.WhenAll(launcher.Launched);
        Assert.Equal(1, launcher.Count);
        Assert.Equal((SignInPhase.Abandoned, null), (_home.Ledger.Read()!.Phase, _home.Ledger.Read()!.Address));
        using var listener = new TcpListener(IPAddress.Loopback, port);
        listener.Start();
        Assert.False(_home.HasToken);
        Assert.False(File.Exists(_home.Place.Cancel));
        _home.AssertClean();
    }

    [Fact]
    public async Task Where_nothing_runs_nothing_is_cancelled_and_nothing_is_left()
    {
        Assert.Equal(CancelOutcome.NoneRunning, (await CancelAsync()).Outcome);
        Assert.False(File.Exists(_home.Place.Cancel));
    }

    [Fact]
    public async Task What_a_worker_that_was_killed_has_left_is_no_sign_in()
    {
        _home.Ledger.Write(Running("dead"));

        Assert.Equal(CancelOutcome.NoneRunning, (await CancelAsync()).Outcome);
    }

    [Fact]
    public async Task A_worker_that_dies_when_it_is_asked_is_cancelled_and_nobody_starts_another()
    {
        FileLock lease = FileLock.TryAcquire(_home.Place.Lease)!;
        _home.Ledger.Write(Running("dying"));
        Task<CancelledSignIn> cancelling = CancelAsync();
        await Waiting.UntilAsync(() => File.Exists(_home.Place.Cancel), Token);
        lease.Dispose();

        Assert.Equal(CancelOutcome.Cancelled, (await cancelling).Outcome);
        Assert.Equal(KeepaliveErrorCode.SignInCancelled, _home.Ledger.Read()!.Outcome!.Value.Code);
    }

    [Fact]
    public async Task A_sign_in_that_succeeds_at_that_moment_is_told_as_such()
    {
        FileLock lease = FileLock.TryAcquire(_home.Place.Lease)!;
        _home.Ledger.Write(Running("quick"));
        Task<CancelledSignIn> cancelling = CancelAsync();
        await Waiting.UntilAsync(() => File.Exists(_home.Place.Cancel), Token);
        _home.Ledger.Write(Running("quick") with { Phase = SignInPhase.Succeeded, Ended = DateTimeOffset.UtcNow });
        lease.Dispose();

        CancelledSignIn answer = await cancelling;

        Assert.Equal(CancelOutcome.TooLate, answer.Outcome);
        Assert.Contains("logout", answer.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_worker_that_does_not_answer_and_is_no_process_of_that_time_is_told()
    {
        using FileLock lease = FileLock.TryAcquire(_home.Place.Lease)!;
        _home.Ledger.Write(Running("deaf"));
        var cancellation = new SignInCancellation(_home.Place, TimeProvider.System) { Patience = TimeSpan.FromMilliseconds(50) };

        await HomeExtensions.FailsAsync(() => cancellation.RunAsync(Token), KeepaliveErrorCode.SignInWorkerFailed);
    }

    [Fact]
    public async Task An_old_wish_ends_no_later_sign_in()
    {
        new CancelRequest(_home.Place).Write("another");
        _approved = true;

        Assert.False((await _home.Client(Launcher()).RunAsync(DeviceCode, null, Token)).WasGood);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Another_way_that_is_asked_for_replaces_the_one_that_waits(bool isForced)
    {
        TaskLauncher launcher = Launcher();
        Task<SignInResult> inBrowser = _home.Client(launcher).RunAsync(new SignInOptions(), null, Token);
        await _home.UntilAsync(found => found.Tab == BrowserTab.Opened);
        var replaced = new TaskCompletionSource<bool>();
        Task<SignInResult> withCode = _home.Client(launcher).RunAsync(DeviceCode with { Force = isForced }, new Listener(progress => replaced.TrySetResult(progress.HasReplaced)), Token);
        await _home.UntilAsync(found => found is { Flow: SignInFlow.DeviceCode, UserCode: not null });
        _approved = true;

        Assert.False((await withCode).WasGood);
        Assert.True(await replaced.Task);

        // Whoever watched the first is told that it was cancelled, or, when the second was there before the next look, takes its result.
        Assert.True(await Record.ExceptionAsync(() => inBrowser) is null or KeepaliveException { Code: KeepaliveErrorCode.SignInCancelled });
        Assert.Equal(2, launcher.Count);
        await Task.WhenAll(launcher.Launched);
        _home.AssertClean();
    }

    [Fact]
    public async Task The_same_way_and_no_way_in_particular_join()
    {
        TaskLauncher launcher = Launcher();
        Task<SignInResult> first = _home.Client(launcher).RunAsync(DeviceCode, null, Token);
        await _home.UntilAsync(found => found.UserCode is not null);
        Task<SignInResult> same = _home.Client(launcher).RunAsync(DeviceCode with { Force = true }, null, Token);
        Task<SignInResult> any = _home.Client(launcher).RunAsync(new SignInOptions(), null, Token);
        _approved = true;
        await Task.WhenAll(first, same, any);

        Assert.Equal(1, launcher.Count);
    }

    [Fact]
    public async Task A_sign_out_cancels_what_waits_says_so_and_nobody_is_signed_in_afterwards()
    {
        TaskLauncher launcher = Launcher();
        Task<KeepaliveException> watcher = HomeExtensions.FailsAsync(() => _home.Client(launcher).RunAsync(DeviceCode, null, Token), KeepaliveErrorCode.SignInCancelled);
        await _home.UntilAsync(found => found.UserCode is not null);

        SignOutResult result = await new SignOut(_home.Environment, SignInHome.Session, () => new FakeSignInService(), TimeProvider.System, "p").RunAsync(Token);
        _approved = true;

        Assert.Equal((false, true), (result.WasSignedIn, result.HasCancelled));
        Assert.Contains("was cancelled. You were not signed in yet", result.Sentence, StringComparison.Ordinal);
        await watcher;
        await Task.WhenAll(launcher.Launched);
        Assert.Equal(1, launcher.Count);
        Assert.False(_home.HasToken);
        Assert.False(_home.Ledger.HasRecentTab(_home.Ledger.Read()));
        _home.AssertClean();
    }

    [Fact]
    public async Task A_sign_in_that_nobody_watches_any_more_is_described_with_what_ends_it()
    {
        SignInClient client = _home.Client(Launcher());
        Assert.Null(client.FindRunning());
        using var interrupted = CancellationTokenSource.CreateLinkedTokenSource(Token);
        Task<SignInResult> watcher = client.RunAsync(DeviceCode, null, interrupted.Token);
        await _home.UntilAsync(found => found.UserCode is not null);
        await interrupted.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => watcher);

        Assert.Contains("--cancel", client.FindRunning()!.Sentence, StringComparison.Ordinal);

        await CancelAsync();
        Assert.Null(client.FindRunning());
    }

    private Task<CancelledSignIn> CancelAsync() => new SignInCancellation(_home.Place, TimeProvider.System).RunAsync(Token);

    private TaskLauncher Launcher()
    {
        var service = new FakeSignInService
        {
            DeviceInterval = TimeSpan.FromSeconds(1),
            AnswerDevice = _ => _approved ? SignInAnswer.Of(FakeSignInService.NewToken()) : SignInAnswer.Pending,
        };
        return new TaskLauncher(options => _home.WorkAsync(service, _browser, options));
    }

    private static SignInEntry Running(string id) => new()
    {
        Id = id,
        Phase = SignInPhase.WaitingForPerson,
        Flow = SignInFlow.AuthorizationCode,
        FlowReason = "a test",
        Started = DateTimeOffset.UtcNow,
        WorkerId = 1,
        WorkerStarted = DateTimeOffset.UnixEpoch,
    };

    private sealed class Listener(Action<SignInProgress> report) : IProgress<SignInProgress>
    {
        public void Report(SignInProgress value) => report(value);
    }
}
