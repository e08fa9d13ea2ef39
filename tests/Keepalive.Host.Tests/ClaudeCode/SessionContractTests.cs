using Keepalive.Host.Tests.Support;
using Keepalive.Sandbox.ClaudeCode;
using Keepalive.Sandbox.Services;

namespace Keepalive.Host.Tests.ClaudeCode;

/// <summary>claude-aws as Claude Code calls it, by a client that keeps to the observed contract.</summary>
public sealed class SessionContractTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_headless_turn_needs_one_export()
    {
        await using WiredHome home = await WiredHome.StartAsync();
        using MiniatureClient client = home.Open();

        IReadOnlyList<string> told = await client.StartAsync(Cancelled);
        TurnResult turn = await client.PromptAsync("hello", Cancelled);

        Assert.Equal((TurnOutcome.Answered, 1, 1), (turn.Outcome, turn.Requests, client.Exports));
        Assert.Empty(told);
        Assert.Empty(turn.Messages);
    }

    [Fact]
    public async Task The_end_of_the_keys_in_mid_session_is_mended_in_one_turn()
    {
        await using WiredHome home = await WiredHome.StartAsync();
        using MiniatureClient client = home.Open();
        await client.StartAsync(Cancelled);
        home.LetAnHourPass();
        home.Server.Log.Clear();

        TurnResult turn = await client.PromptAsync("hello", Cancelled);

        Assert.Equal((TurnOutcome.Answered, 2, 2), (turn.Outcome, turn.Requests, client.Exports));
        Assert.Equal((1, 0), (home.Server.Log.Refreshes, home.Server.Log.Tabs));
    }

    [Fact]
    public async Task A_key_that_was_revoked_before_its_time_is_not_handed_out_again()
    {
        await using WiredHome home = await WiredHome.StartAsync();
        using MiniatureClient client = home.Open();
        await client.StartAsync(Cancelled);
        string revoked = home.Server.Log.Of(SandboxOperation.InvokeModelWithResponseStream)[0].AccessKeyId!;
        home.Server.Keys.Revoke(revoked);

        TurnResult turn = await OwnLimit.TimedAsync(OwnLimit.QuestionToSts, () => client.PromptAsync("hello", Cancelled), turn => turn.Requests == 2);

        Assert.Equal((TurnOutcome.Answered, 2), (turn.Outcome, turn.Requests));
        Assert.NotEqual(revoked, home.Server.Log.Of(SandboxOperation.InvokeModelWithResponseStream)[^1].AccessKeyId);
    }

    [Fact]
    public async Task Four_clients_at_once_share_one_renewal()
    {
        await using WiredHome home = await WiredHome.StartAsync();
        MiniatureClient[] clients = [.. Enumerable.Range(0, 4).Select(_ => home.Open())];
        await Task.WhenAll(clients.Select(client => client.StartAsync(Cancelled)));
        home.LetAnHourPass();
        home.Server.Log.Clear();

        TurnResult[] turns = await Task.WhenAll(clients.Select(client => client.PromptAsync("hello", Cancelled)));

        Assert.All(turns, turn => Assert.Equal((TurnOutcome.Answered, 2), (turn.Outcome, turn.Requests)));
        Assert.Equal((1, 0), (home.Server.Log.Refreshes, home.Server.Log.Tabs));
        Assert.Single(home.Server.Log.Of(SandboxOperation.InvokeModelWithResponseStream).Where(request => request.Status == 200).Select(request => request.AccessKeyId).Distinct());
        Array.ForEach(clients, client => client.Dispose());
    }

    [Fact]
    public async Task Twelve_hours_of_idle_are_mended_in_one_turn()
    {
        await using WiredHome home = await WiredHome.StartAsync();
        using MiniatureClient client = home.Open();
        await client.StartAsync(Cancelled);
        home.LetAnHourPass();
        client.Rest(TimeSpan.FromHours(12));

        TurnResult turn = await client.PromptAsync("hello", Cancelled);
        await client.SettleAsync();

        Assert.Equal(TurnOutcome.Answered, turn.Outcome);
        Assert.InRange(client.Exports, 2, 3);
    }

    [Fact]
    public async Task Without_a_sign_in_a_headless_turn_ends_after_three_exports_and_does_not_look_like_a_success()
    {
        await using WiredHome home = await WiredHome.StartAsync();
        using MiniatureClient client = home.Open();
        await client.StartAsync(Cancelled);
        home.LetAnHourPass();
        home.Server.IdentityCenter.RevokeAll();
        home.Server.Log.Clear();

        TurnResult turn = await client.PromptAsync("hello", Cancelled);

        Assert.Equal((TurnOutcome.Failed, 1, 4), (turn.Outcome, turn.Requests, client.Exports));
        Assert.Equal(0, home.Server.Log.Tabs);
    }

    [Fact]
    public async Task Without_a_sign_in_a_person_gets_the_prompt_back_with_the_next_step()
    {
        await using WiredHome home = await WiredHome.StartAsync();
        using MiniatureClient client = home.Open(isHeadless: false);
        await client.StartAsync(Cancelled);
        home.LetAnHourPass();
        home.Server.IdentityCenter.RevokeAll();
        File.Delete(home.Home.TokenFile);
        home.Server.Log.Clear();

        TurnResult turn = await OwnLimit.TimedAsync(
            OwnLimit.Hook, () => client.PromptAsync("a long prompt", Cancelled), turn => turn.Outcome == TurnOutcome.Blocked);

        Assert.Equal((TurnOutcome.Blocked, "a long prompt"), (turn.Outcome, turn.ReturnedPrompt));
        Assert.Contains("! claude-aws login", turn.Text, StringComparison.Ordinal);
        Assert.Empty(home.Server.Log.All);
    }
}
