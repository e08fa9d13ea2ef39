using Keepalive.Sandbox.ClaudeCode;
using Keepalive.Sandbox.Services;

namespace Keepalive.Sandbox.Tests.ClaudeCode;

/// <summary>When the client runs awsAuthRefresh, as observed: the default chain decides, not the exported keys.</summary>
public sealed class RefreshContractTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Without_a_default_chain_it_runs_at_the_start_although_the_export_is_good()
    {
        await using ClientHome home = await ClientHome.StartAsync();
        home.HandOut(TimeSpan.FromHours(1));
        home.Settings["awsAuthRefresh"] = "echo sign in at example.com";
        using MiniatureClient client = home.Open();

        await client.StartAsync(Cancelled);

        Assert.Equal((1, 1, "sign in at example.com\n"), (client.Refreshes, client.Exports, client.RefreshOutput));
        Assert.Empty(home.Server.Log.Of(SandboxOperation.GetCallerIdentity));
    }

    [Fact]
    public async Task A_default_chain_that_STS_confirms_keeps_it_from_running()
    {
        await using ClientHome home = await ClientHome.StartAsync();
        UseTheExportAsChain(home);
        using MiniatureClient client = home.Open();

        await client.StartAsync(Cancelled);

        Assert.Equal((0, 1), (client.Refreshes, home.Server.Log.Count(SandboxOperation.GetCallerIdentity)));
    }

    [Fact]
    public async Task Any_failure_of_STS_runs_it()
    {
        await using ClientHome home = await ClientHome.StartAsync();
        UseTheExportAsChain(home);
        home.Server.Faults.Next(SandboxOperation.GetCallerIdentity, Fault.Error("ServiceUnavailable"));
        using MiniatureClient client = home.Open();

        await client.StartAsync(Cancelled);

        Assert.Equal(1, client.Refreshes);
    }

    [Fact]
    public async Task It_rests_for_thirty_seconds_after_its_end()
    {
        await using ClientHome home = await ClientHome.StartAsync();
        SandboxKey key = home.HandOut(TimeSpan.FromHours(1));
        home.Settings["awsAuthRefresh"] = "exit 0";
        using MiniatureClient client = home.Open();
        home.Server.Keys.Revoke(key.AccessKeyId);

        await client.PromptAsync("hello", Cancelled);

        // At once, and once for every pause that is longer than that.
        Assert.Equal((13, 8), (client.Exports, client.Refreshes));
    }

    [Fact]
    public async Task Two_failures_end_the_turn()
    {
        await using ClientHome home = await ClientHome.StartAsync();
        SandboxKey key = home.HandOut(TimeSpan.FromHours(1));
        home.Settings["awsAuthRefresh"] = "exit 1";
        using MiniatureClient client = home.Open();
        home.Server.Keys.Revoke(key.AccessKeyId);

        TurnResult turn = await client.PromptAsync("hello", Cancelled);

        Assert.Equal((TurnOutcome.Failed, 2), (turn.Outcome, client.Refreshes));
        Assert.InRange(home.Clock.Passed, TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(70));
    }

    private static void UseTheExportAsChain(ClientHome home)
    {
        home.HandOut(TimeSpan.FromHours(1));
        home.Settings["awsAuthRefresh"] = "exit 0";
        home.Settings["env"] = new System.Text.Json.Nodes.JsonObject { ["AWS_PROFILE"] = "chain" };
        Directory.CreateDirectory(Path.Combine(home.Folder, ".aws"));
        File.WriteAllText(Path.Combine(home.Folder, ".aws", "config"), "[profile chain]\ncredential_process = cat key.json\n");
    }
}
