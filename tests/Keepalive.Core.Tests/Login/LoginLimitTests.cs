using Keepalive.Login;
using Keepalive.Testing;

namespace Keepalive.Core.Tests.Login;

/// <summary>How long a tool may take, on a clock that the test moves.</summary>
public sealed class LoginLimitTests
{
    private readonly ManualClock _clock = new();
    private readonly SilentTerminal _terminal = new SilentTerminal("10:31:22 (INFO) Waiting for MFA success...\r\n").Begin();

    public static TheoryData<string> Tools => [.. RecipeBook.BuiltIn];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Tools))]
    public async Task A_tool_has_180_s_when_its_recipe_says_nothing_else_and_not_one_more(string tool)
    {
        Task<LoginRun> running = RunAsync(new RecipeBook(document: null, "").Find(tool), Token);

        _clock.Advance(TimeSpan.FromSeconds(179.9));
        Assert.False(running.IsCompleted || _terminal.IsEnded);
        _clock.Advance(TimeSpan.FromSeconds(0.1));

        Assert.Equal(KeepaliveErrorCode.LoginToolTimedOut, (await running).Failure?.Code);
        Assert.True(_terminal.IsEnded);
    }

    [Fact]
    public async Task The_time_of_its_caller_ends_it_before()
    {
        using var caller = new CancellationTokenSource(TimeSpan.FromSeconds(20), _clock);
        Task<LoginRun> running = RunAsync(new RecipeBook(document: null, "").Find("aws-okta-keyman"), caller.Token);

        _clock.Advance(TimeSpan.FromSeconds(20));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        Assert.True(_terminal.IsEnded);
    }

    private Task<LoginRun> RunAsync(Recipe recipe, CancellationToken cancellationToken)
    {
        var redaction = new Redaction();
        var driver = new LoginDriver(
            recipe with { Command = [["tool"]] }, new RecipeValues("work"), new FixedAnswers("x"), new Transcript("unused", redaction, _clock), redaction, _clock)
        {
            Start = (_, _) => _terminal,
            Patience = TimeSpan.FromHours(1),
        };
        return driver.RunAsync(new Progress<LoginNotice>(), cancellationToken);
    }
}
