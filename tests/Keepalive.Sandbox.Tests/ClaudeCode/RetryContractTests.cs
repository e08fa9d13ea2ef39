using Keepalive.Sandbox.ClaudeCode;
using Keepalive.Sandbox.Services;

namespace Keepalive.Sandbox.Tests.ClaudeCode;

/// <summary>What the client does when a request is refused, as observed.</summary>
public sealed class RetryContractTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_key_that_dies_in_mid_session_is_replaced_within_the_turn()
    {
        await using ClientHome home = await ClientHome.StartAsync();
        SandboxKey first = home.HandOut(TimeSpan.FromHours(1));
        using MiniatureClient client = home.Open(isHeadless: true);
        await client.StartAsync(Cancelled);
        home.Server.Keys.Expire(first.AccessKeyId, home.Clock.GetUtcNow());
        SandboxKey second = home.HandOut(TimeSpan.FromHours(1));

        TurnResult turn = await client.PromptAsync("hello", Cancelled);

        Assert.Equal((TurnOutcome.Answered, home.Server.Options.ModelText, 2), (turn.Outcome, turn.Text, turn.Requests));
        Assert.Equal([first.AccessKeyId, second.AccessKeyId], home.KeysOfTurns());
        Assert.Equal(TimeSpan.FromMilliseconds(550), home.Clock.Passed);
    }

    [Fact]
    public async Task A_key_that_stays_dead_costs_thirteen_requests_and_minutes()
    {
        await using ClientHome home = await ClientHome.StartAsync();
        SandboxKey key = home.HandOut(TimeSpan.FromHours(1));
        using MiniatureClient client = home.Open();
        home.Server.Keys.Revoke(key.AccessKeyId);

        TurnResult turn = await client.PromptAsync("hello", Cancelled);

        Assert.Equal((TurnOutcome.Failed, 13, 13), (turn.Outcome, turn.Requests, client.Exports));
        Assert.InRange(home.Clock.Passed, TimeSpan.FromSeconds(258), TimeSpan.FromSeconds(270));
    }

    [Fact]
    public async Task An_export_that_fails_ends_the_turn_after_three_tries()
    {
        await using ClientHome home = await ClientHome.StartAsync();
        home.Settings["awsCredentialExport"] = "exit 10";
        home.AddHook("StopFailure", "cat > failure.json");
        using MiniatureClient client = home.Open();

        TurnResult turn = await client.PromptAsync("hello", Cancelled);

        Assert.Equal((TurnOutcome.Failed, 0, 3), (turn.Outcome, turn.Requests, client.Exports));
        Assert.StartsWith("API Error: Could not load AWS credentials", turn.Text, StringComparison.Ordinal);
        Assert.Contains("cloud_credential_error", await File.ReadAllTextAsync(Path.Combine(home.Folder, "failure.json"), Cancelled), StringComparison.Ordinal);
        Assert.Empty(home.Server.Log.All);
    }

    [Fact]
    public async Task A_failed_export_falls_back_to_the_default_chain()
    {
        await using ClientHome home = await ClientHome.StartAsync();
        SandboxKey other = home.Server.Keys.AddUser("444455556666", "other");
        home.Settings["awsCredentialExport"] = "exit 1";
        Directory.CreateDirectory(Path.Combine(home.Folder, ".aws"));
        await File.WriteAllTextAsync(
            Path.Combine(home.Folder, ".aws", "credentials"),
            $"[default]\naws_access_key_id = {other.AccessKeyId}\naws_secret_access_key = {other.SecretAccessKey}\n", Cancelled);
        using MiniatureClient client = home.Open();

        TurnResult turn = await client.PromptAsync("hello", Cancelled);

        Assert.Equal(TurnOutcome.Answered, turn.Outcome);
        Assert.Equal(other.AccessKeyId, Assert.Single(home.Server.Log.Of(SandboxOperation.InvokeModelWithResponseStream)).AccessKeyId);
    }

    [Fact]
    public async Task No_access_to_the_model_is_an_error_at_once()
    {
        await using ClientHome home = await ClientHome.StartAsync();
        home.HandOut(TimeSpan.FromHours(1));
        using MiniatureClient client = home.Open();
        home.Server.Faults.Next(SandboxOperation.InvokeModelWithResponseStream, Fault.Error("AccessDeniedException"));

        TurnResult turn = await client.PromptAsync("hello", Cancelled);

        Assert.Equal((TurnOutcome.Failed, 1, 1), (turn.Outcome, turn.Requests, client.Exports));
    }

    [Fact]
    public async Task An_end_inside_the_stream_is_an_error_without_another_try()
    {
        await using ClientHome home = await ClientHome.StartAsync();
        home.HandOut(TimeSpan.FromHours(1));
        using MiniatureClient client = home.Open();
        home.Server.Faults.Next(SandboxOperation.InvokeModelWithResponseStream, Fault.StreamException("expiredTokenException", "The security token included in the request is expired"));

        TurnResult turn = await client.PromptAsync("hello", Cancelled);

        Assert.Equal((TurnOutcome.Failed, 1), (turn.Outcome, client.Exports));
    }

    [Fact]
    public async Task Throttling_is_waited_out_with_the_same_key()
    {
        await using ClientHome home = await ClientHome.StartAsync();
        home.HandOut(TimeSpan.FromHours(1));
        using MiniatureClient client = home.Open();
        home.Server.Faults.Next(SandboxOperation.InvokeModelWithResponseStream, Fault.Error("ThrottlingException"), times: 2);

        TurnResult turn = await client.PromptAsync("hello", Cancelled);

        Assert.Equal((TurnOutcome.Answered, 3, 1), (turn.Outcome, turn.Requests, client.Exports));
    }
}
