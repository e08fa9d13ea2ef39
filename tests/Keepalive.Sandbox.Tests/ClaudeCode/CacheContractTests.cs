using Keepalive.Sandbox.ClaudeCode;
using Keepalive.Sandbox.Services;

namespace Keepalive.Sandbox.Tests.ClaudeCode;

/// <summary>When the client asks the export again, as observed.</summary>
public sealed class CacheContractTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(60, 54, 1)]
    [InlineData(60, 56, 2)]
    [InlineData(720, 714, 1)]
    [InlineData(720, 716, 2)]
    [InlineData(7, 1, 1)]
    [InlineData(7, 3, 2)]
    public async Task Keys_are_kept_until_five_minutes_before_their_end(int lifetime, int idle, int exports)
    {
        await using ClientHome home = await ClientHome.StartAsync();
        home.HandOut(TimeSpan.FromMinutes(lifetime));
        using MiniatureClient client = home.Open();
        await client.StartAsync(Cancelled);

        home.Clock.Advance(TimeSpan.FromMinutes(idle));
        TurnResult turn = await client.PromptAsync("hello", Cancelled);
        await client.SettleAsync();

        Assert.Equal((TurnOutcome.Answered, exports), (turn.Outcome, client.Exports));
    }

    [Theory]
    [InlineData(5)]
    [InlineData(-10)]
    public async Task Keys_with_less_than_six_minutes_are_kept_for_an_hour(int lifetime)
    {
        await using ClientHome home = await ClientHome.StartAsync();
        home.HandOut(TimeSpan.FromMinutes(lifetime));
        using MiniatureClient client = home.Open();
        await client.StartAsync(Cancelled);

        client.Rest(TimeSpan.FromMinutes(59));
        SandboxKey good = home.HandOut(TimeSpan.FromHours(1));
        await client.PromptAsync("hello", Cancelled);
        int before = client.Exports;
        client.Rest(TimeSpan.FromMinutes(2));
        await client.PromptAsync("hello", Cancelled);
        await client.SettleAsync();

        // The dead key is found out by a 403, not by the clock.
        Assert.Equal(lifetime > 0 ? 1 : 2, before);
        Assert.Equal(2, client.Exports);
        Assert.NotNull(good);
    }

    [Fact]
    public async Task The_first_request_after_that_goes_out_with_the_old_key()
    {
        await using ClientHome home = await ClientHome.StartAsync();
        SandboxKey old = home.HandOut(TimeSpan.FromHours(1));
        using MiniatureClient client = home.Open();
        await client.StartAsync(Cancelled);
        client.Rest(TimeSpan.FromMinutes(56));
        SandboxKey next = home.HandOut(TimeSpan.FromHours(1));

        await client.PromptAsync("hello", Cancelled);
        await client.SettleAsync();
        await client.PromptAsync("hello", Cancelled);

        Assert.Equal([old.AccessKeyId, next.AccessKeyId], home.KeysOfTurns());
    }

    [Fact]
    public async Task A_settings_file_that_was_written_again_takes_the_keys_with_it()
    {
        await using ClientHome home = await ClientHome.StartAsync();
        home.HandOut(TimeSpan.FromHours(1));
        using MiniatureClient client = home.Open();
        await client.StartAsync(Cancelled);
        SandboxKey next = home.HandOut(TimeSpan.FromHours(1));
        home.WriteSettings();
        File.SetLastWriteTimeUtc(Path.Combine(home.Folder, "settings.json"), DateTime.UtcNow.AddMinutes(1));

        await client.PromptAsync("hello", Cancelled);

        Assert.Equal([next.AccessKeyId], home.KeysOfTurns());
    }

    [Theory]
    [InlineData("printf '{\"AccessKeyId\":\"ASIAEXAMPLEEXAMPLE01\",\"SecretAccessKey\":\"s\",\"SessionToken\":\"t\"}'", true)]
    [InlineData("printf '{\"Version\":1,\"AccessKeyId\":\"ASIAEXAMPLEEXAMPLE01\",\"SecretAccessKey\":\"s\",\"SessionToken\":\"t\",\"more\":1}'", true)]
    [InlineData("printf '{\"AccessKeyId\":\"AKIAEXAMPLEEXAMPLE01\",\"SecretAccessKey\":\"s\"}'", false)]
    [InlineData("printf 'Welcome! {}'", false)]
    [InlineData("printf ''", false)]
    [InlineData("cat key.json; exit 1", false)]
    public async Task It_takes_what_the_real_one_takes(string export, bool isTaken)
    {
        await using ClientHome home = await ClientHome.StartAsync();
        home.HandOut(TimeSpan.FromHours(1));
        home.Settings["awsCredentialExport"] = export;
        using MiniatureClient client = home.Open();

        TurnResult turn = await client.PromptAsync("hello", Cancelled);

        Assert.Equal(isTaken ? (TurnOutcome.Answered, 1) : (TurnOutcome.Failed, 3), (turn.Outcome, client.Exports));
    }
}
