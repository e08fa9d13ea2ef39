using System.Diagnostics;
using Keepalive.Core.Tests.Platform.Processes;
using Keepalive.Platform.Files;

namespace Keepalive.Core.Tests.Platform.Files;

public sealed class FileLockTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("keepalive-lock-").FullName;

    private string LockFile => Path.Combine(_folder, "deep", "a.lock");

    [Fact]
    public void Has_one_holder()
    {
        using FileLock? first = FileLock.TryAcquire(LockFile);

        Assert.NotNull(first);
        Assert.Null(FileLock.TryAcquire(LockFile));
    }

    [Fact]
    public void Is_free_again_when_given_back()
    {
        FileLock.TryAcquire(LockFile)!.Dispose();

        using FileLock? second = FileLock.TryAcquire(LockFile);
        Assert.NotNull(second);
    }

    [Fact]
    [Trait("Migration", "S23")]
    public async Task Is_free_at_once_when_its_holder_is_killed()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(LockFile)!);
        using Process holder = Process.Start(new ProcessStartInfo(DummyProgram.Path, ["hold-lock", LockFile]) { RedirectStandardOutput = true })!;
        Assert.Equal("held", await holder.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken));
        Assert.Null(FileLock.TryAcquire(LockFile));

        holder.Kill();
        await holder.WaitForExitAsync(TestContext.Current.CancellationToken);

        using FileLock? mine = FileLock.TryAcquire(LockFile);
        Assert.NotNull(mine);
    }

    [Fact]
    [Trait("Migration", "W8")]
    public async Task A_dead_holder_is_followed_by_one_of_many_contenders()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(LockFile)!);
        for (int round = 0; round < 5; round++)
        {
            using Process holder = Process.Start(new ProcessStartInfo(DummyProgram.Path, ["hold-lock", LockFile]) { RedirectStandardOutput = true })!;
            Assert.Equal("held", await holder.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken));
            holder.Kill();
            await holder.WaitForExitAsync(TestContext.Current.CancellationToken);

            FileLock?[] contenders = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => FileLock.TryAcquire(LockFile))));

            Assert.Single(contenders.OfType<FileLock>());
            Assert.All(contenders, contender => contender?.Dispose());
        }
    }

    [Fact]
    [Trait("Migration", "W8")]
    public async Task Of_many_contenders_one_wins_each_round()
    {
        for (int round = 0; round < 100; round++)
        {
            // Whoever wins keeps the lock until all have tried.
            FileLock?[] contenders = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => FileLock.TryAcquire(LockFile))));

            Assert.Single(contenders.OfType<FileLock>()).Dispose();
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
