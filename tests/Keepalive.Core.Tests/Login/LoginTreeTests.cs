using Keepalive.Core.Tests.Platform.Processes;
using Keepalive.Login;

namespace Keepalive.Core.Tests.Login;

/// <summary>However a login ends, nothing that its tool has started outlives it.</summary>
[Collection("Logins")]
public sealed class LoginTreeTests : IDisposable
{
    private readonly LoginStage _stage = new();
    private readonly ProcessIdFile _pids = new();

    public static TheoryData<string> Grandchildren => ["hang", "hang-ignoring-int", "hang-ignoring-term", "hang-in-own-group", "hang-in-own-session", "hang-deaf-in-own-session", .. OperatingSystem.IsLinux() ? ["spawn-daemon"] : Array.Empty<string>()];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Grandchildren))]
    public async Task At_its_limit(string grandchild)
    {
        Recipe tool = Tool(grandchild, "Signing in");
        var clock = new LimitClock(tool.Limit);
        Task<LoginRun> running = _stage.RunAsync(tool, Token, clock: clock);
        int[] processes = await _pids.ReadAsync(2);

        clock.Reach();

        Assert.Equal(KeepaliveErrorCode.LoginToolTimedOut, (await running).Failure?.Code);
        AssertGone(processes);
    }

    [Theory]
    [MemberData(nameof(Grandchildren))]
    public async Task When_its_caller_has_enough(string grandchild)
    {
        using var caller = new CancellationTokenSource();
        Task<LoginRun> running = _stage.RunAsync(Tool(grandchild, "Signing in"), caller.Token);
        int[] processes = await _pids.ReadAsync(2);

        await caller.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        AssertGone(processes);
    }

    [Theory]
    [MemberData(nameof(Grandchildren))]
    public async Task When_the_tool_says_that_it_has_failed_and_stays(string grandchild)
    {
        LoginRun run = await _stage.RunAsync(Tool(grandchild, "Login failed: invalid password"), Token);

        Assert.Equal(KeepaliveErrorCode.LoginPasswordRejected, run.Failure?.Code);
        AssertGone(_pids.Read());
    }

    public void Dispose()
    {
        _stage.Dispose();
        _pids.Dispose();
    }

    private static void AssertGone(int[] processes)
    {
        Assert.InRange(processes.Length, 2, 3); // A daemon's parent has ended by itself.
        Assert.All(processes, id => Assert.True(DummyProgram.IsGone(id)));
    }

    private Recipe Tool(string grandchild, string words) => new RecipeBook(document: null, "").Find("awsmyid") with
    {
        Command = [[DummyProgram.Path, "at-terminal", "spawn-and-say", _pids.Path, grandchild, words]],
    };
}
