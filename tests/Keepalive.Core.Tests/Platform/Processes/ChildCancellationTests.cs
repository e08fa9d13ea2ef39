using System.Diagnostics;
using Keepalive.Platform.Processes;

namespace Keepalive.Core.Tests.Platform.Processes;

[Collection("Processes")]
public class ChildCancellationTests
{
    [Theory]
    [InlineData(1, "hang", "")]
    [InlineData(1, "hang-ignoring-term", "")]
    [InlineData(2, "spawn", "hang")]
    [InlineData(2, "spawn", "hang-ignoring-term")]
    [InlineData(2, "spawn", "hang-in-own-session")]
    public async Task Cancelling_returns_when_the_whole_tree_is_gone(int processes, string verb, string grandchild)
    {
        using ProcessIdFile file = new();
        using CancellationTokenSource source = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        Task<ChildOutcome> run = ChildProcess.RunAsync(DummyProgram.Command(verb, file.Path, grandchild), 1000, source.Token);
        int[] ids = await file.ReadAsync(processes);
        Assert.All(ids, id => Assert.False(DummyProgram.IsGone(id)));

        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);

        Assert.True(run.IsCanceled);
        Assert.All(ids, id => Assert.True(DummyProgram.IsGone(id)));
    }

    [Fact]
    public async Task A_child_that_ignores_the_request_is_killed_within_the_bound()
    {
        using ProcessIdFile file = new();
        using CancellationTokenSource source = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        Task<ChildOutcome> run = ChildProcess.RunAsync(DummyProgram.Command("hang-ignoring-term", file.Path), 1000, source.Token);
        await file.ReadAsync(1);

        long start = Stopwatch.GetTimestamp();
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);

        Assert.InRange(Stopwatch.GetElapsedTime(start), TimeSpan.Zero, TimeSpan.FromSeconds(3));
    }

    [Fact]
    public async Task A_cancelled_token_starts_nothing()
    {
        using ProcessIdFile file = new();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => ChildProcess.RunAsync(DummyProgram.Command("hang", file.Path), 1000, new CancellationToken(canceled: true)));

        Assert.Empty(file.Read());
    }

    [Fact]
    public async Task Too_much_output_ends_the_whole_tree_too()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "sh");
        using ProcessIdFile file = new();
        ChildCommand command = new("sh", ["-c", "\"$1\" hang \"$2\" & while :; do [ -s \"$2\" ] && echo flood; done", "sh", DummyProgram.Path, file.Path]);

        ChildOutcome outcome = await ChildProcess.RunAsync(command, 1000, TestContext.Current.CancellationToken);

        Assert.True(outcome.OutputLimitExceeded);
        Assert.Single(file.Read());
        Assert.All(file.Read(), id => Assert.True(DummyProgram.IsGone(id)));
    }
}
