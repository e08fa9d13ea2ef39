using Keepalive.Platform.Files;
using Keepalive.Testing;
using Keepalive.Workers;

namespace Keepalive.Core.Tests.Workers;

/// <summary>A worker that can't write to the state folder ends without a word: its caller tells the reason, with the path and the next step.</summary>
public sealed class FullStateFolderTests : IDisposable
{
    private readonly SyntheticHome _home = new();
    private readonly WorkerPaths _place;

    public FullStateFolderTests() => _place = WorkerPaths.OfProfile(_home.Environment, "work");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_full_disk_is_told_before_a_worker_is_started()
    {
        var launcher = new DyingLauncher(() => { });

        KeepaliveException failure = await WatchAsync(launcher, (_, _) => throw Full());

        AssertToldAsFull(failure);
        Assert.Equal(0, launcher.Count);
    }

    [Fact]
    public async Task A_disk_that_fills_up_while_a_worker_runs_is_told_instead_of_a_dead_worker()
    {
        int reservations = 0;
        var launcher = new DyingLauncher(() => new WorkerJournal(new SignInLedger(_place, TimeProvider.System), TimeProvider.System).Begin(SignInFlow.Command, "a test"));

        KeepaliveException failure = await WatchAsync(launcher, (path, room) => ++reservations > 1 ? throw Full() : PreparedFile.Create(path, room));

        AssertToldAsFull(failure);
        Assert.Equal(1, launcher.Count);
    }

    [Fact]
    public async Task Workers_that_end_although_there_is_room_are_told_as_that()
    {
        var launcher = new DyingLauncher(() => { });

        KeepaliveException failure = await WatchAsync(launcher, PreparedFile.Create);

        Assert.Equal((KeepaliveErrorCode.SignInWorkerFailed, 2), (failure.Code, launcher.Count));
        Assert.Contains("security software", failure.Advice, StringComparison.Ordinal);
        Assert.DoesNotContain(Directory.GetFiles(Path.GetDirectoryName(_place.Ledger)!), file => file.Contains(".tmp", StringComparison.Ordinal));
    }

    [Fact]
    public void A_ledger_that_can_not_be_written_names_the_file_and_no_security_software()
    {
        Directory.CreateDirectory(_place.Ledger);

        KeepaliveException failure = Assert.Throws<KeepaliveException>(
            () => new WorkerJournal(new SignInLedger(_place, TimeProvider.System), TimeProvider.System).Begin(SignInFlow.Command, "a test"));

        Assert.Equal(KeepaliveErrorCode.StateFolderUnusable, failure.Code);
        Assert.Contains(_place.Ledger, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("security software", failure.Advice, StringComparison.Ordinal);
    }

    public void Dispose() => _home.Dispose();

    private static IOException Full() => new("full", OperatingSystem.IsWindows() ? unchecked((int)0x80070070) : 28);

    private async Task<KeepaliveException> WatchAsync(IWorkerLauncher launcher, Func<string, int, IDisposable> reserve) =>
        await Assert.ThrowsAsync<KeepaliveException>(() => new SignInWatch(_place, launcher, TimeProvider.System) { Reserve = reserve }
            .RunAsync(new SignInOptions { Force = true }, static _ => ValueTask.FromResult(false), progress: null, Token));

    private void AssertToldAsFull(KeepaliveException failure)
    {
        Assert.Equal(KeepaliveErrorCode.StateFolderUnusable, failure.Code);
        Assert.Contains(_place.Ledger, failure.Message, StringComparison.Ordinal);
        Assert.Contains("no space is left", failure.Message, StringComparison.Ordinal);
        Assert.Contains("Free some disk space", failure.Advice, StringComparison.Ordinal);
    }

    /// <summary>Its worker does its part and is gone.</summary>
    private sealed class DyingLauncher(Action work) : IWorkerLauncher
    {
        public int Count { get; private set; }

        public ILaunchedWorker Launch(SignInOptions options)
        {
            Count++;
            work();
            return new Dead();
        }

        private sealed class Dead : ILaunchedWorker
        {
            public bool HasEnded => true;
        }
    }
}
