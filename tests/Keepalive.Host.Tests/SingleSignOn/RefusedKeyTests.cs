using System.Text.Json.Nodes;
using Keepalive.Host.Tests.Support;
using Keepalive.Sandbox.Services;
using Keepalive.Testing;

namespace Keepalive.Host.Tests.SingleSignOn;

/// <summary>A client that asks again before its time was refused with what it has. The client here is this test.</summary>
public sealed class RefusedKeyTests
{
    [Fact]
    public async Task A_living_key_is_given_again_once_STS_has_said_so()
    {
        await using SandboxHome home = await SignedInAsync();
        SandboxKey first = home.KeyOf(await home.ExportAsync());
        Assert.Equal(0, home.Server.Log.Count(SandboxOperation.GetCallerIdentity));

        Run again = await OnceHeardAsync(home.ExportAsync, _ => home.Server.Log.Count(SandboxOperation.GetCallerIdentity) > 0);

        Assert.Equal(first, home.KeyOf(again));
        Assert.Equal(1, home.Server.Log.Count(SandboxOperation.GetCallerIdentity));
    }

    [Theory]
    [InlineData("ExpiredToken")]
    [InlineData("InvalidClientTokenId")]
    public async Task A_dead_key_is_replaced_by_a_new_one_of_the_role(string error)
    {
        await using SandboxHome home = await SignedInAsync();
        SandboxKey first = home.KeyOf(await home.ExportAsync());

        Answer(home, error);

        SandboxKey second = home.KeyOf(await OnceHeardAsync(home.ExportAsync, run => home.KeyOf(run) != first));

        Assert.NotEqual(first.AccessKeyId, second.AccessKeyId);
        Assert.Equal(2, home.Server.Log.Count(SandboxOperation.GetRoleCredentials));
    }

    [Fact]
    public async Task Where_every_key_is_dead_there_is_an_error_and_no_key()
    {
        await using SandboxHome home = await SignedInAsync();
        home.KeyOf(await home.ExportAsync());
        Answer(home, "ExpiredToken", times: 2);

        Run run = await OnceHeardAsync(home.ExportAsync, run => run.ExitStatus != 0);

        Assert.Equal((3, string.Empty), (run.ExitStatus, run.Output));
        Assert.Contains("Sign in again", run.Errors, StringComparison.Ordinal);
        home.AssertHoldsNoSecret(run.Errors);
    }

    [Theory]
    [InlineData("AccessDenied", 403)]
    [InlineData("Throttling", 429)]
    [InlineData("InternalFailure", 500)]
    public async Task An_answer_that_tells_nothing_of_the_key_changes_nothing(string error, int status)
    {
        await using SandboxHome home = await SignedInAsync();
        SandboxKey first = home.KeyOf(await home.ExportAsync());
        home.Server.Faults.Next(SandboxOperation.GetCallerIdentity, Fault.Error(error, status));

        Assert.Equal(first, home.KeyOf(await home.ExportAsync()));
        Assert.Equal(1, home.Server.Log.Count(SandboxOperation.GetRoleCredentials));
    }

    [Fact]
    public async Task An_STS_that_does_not_answer_is_not_waited_for()
    {
        await using SandboxHome home = await SignedInAsync();
        SandboxKey first = home.KeyOf(await home.ExportAsync());
        home.Server.Faults.Next(SandboxOperation.GetCallerIdentity, Fault.Hang());

        Assert.Equal(first, home.KeyOf(await home.ExportAsync()));
    }

    [Fact]
    public async Task Two_exports_at_once_in_one_client_get_one_new_key()
    {
        await using SandboxHome home = await SignedInAsync();
        SandboxKey first = home.KeyOf(await home.ExportAsync());
        string standings = Path.Combine(home.StateFolder, "standings");
        Directory.CreateDirectory(standings);
        CompanionHome.WriteRested(Path.Combine(standings, first.AccessKeyId), $"dead {Timestamp.Format(DateTimeOffset.UtcNow)} -\n");

        Run[] runs = await Task.WhenAll(home.ExportAsync(), home.ExportAsync());

        SandboxKey given = Assert.Single(runs.Select(home.KeyOf).Distinct());
        Assert.NotEqual(first, given);
        Assert.Equal(2, home.Server.Log.Count(SandboxOperation.GetRoleCredentials));
    }

    [Fact]
    public async Task A_dead_key_in_the_credentials_file_is_an_error_until_somebody_writes_another()
    {
        await using SandboxHome home = await SignedInAsync();
        home.Home.WriteCredentials(Keys.Profile("keys", "2099-01-01T00:00:00Z"));
        Assert.Equal(0, (await home.Home.ExportAsync("--profile", "keys")).ExitStatus);

        Answer(home, "ExpiredToken");

        Run refused = await OnceHeardAsync(() => home.Home.ExportAsync("--profile", "keys"), run => run.ExitStatus != 0);
        int asked = home.Server.Log.Count(SandboxOperation.GetCallerIdentity);
        Run again = await home.Home.ExportAsync("--profile", "keys", "--format", "process");

        Assert.Equal((3, string.Empty, 3, string.Empty), (refused.ExitStatus, refused.Output, again.ExitStatus, again.Output));
        Assert.Equal(asked, home.Server.Log.Count(SandboxOperation.GetCallerIdentity));

        home.Home.WriteCredentials(Keys.Profile("keys", "2099-01-01T00:00:00Z").Replace("0001", "0002", StringComparison.Ordinal));
        Run other = await home.Home.ExportAsync("--profile", "keys");
        Assert.Equal("ASIATESTTESTTEST0002", JsonNode.Parse(other.Output)!["Credentials"]!["AccessKeyId"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_profile_that_stands_for_another_gives_its_key_and_starts_nothing()
    {
        await using SandboxHome home = await SignedInAsync();
        await File.AppendAllTextAsync(
            home.Home.ConfigFile, "[profile claude-aws]\ncredential_process = /nowhere export\nclaude_aws_source = sso\n", TestContext.Current.CancellationToken);
        CompanionHome.WriteRested(home.Home.ConfigFile, await File.ReadAllTextAsync(home.Home.ConfigFile, TestContext.Current.CancellationToken));
        home.Home.Variables["AWS_PROFILE"] = "claude-aws";

        home.KeyOf(await home.Home.ExportAsync());
    }

    [Fact]
    public async Task Whoever_never_comes_to_the_lock_of_a_role_says_so_in_time()
    {
        await using SandboxHome home = await SignedInAsync();
        home.Server.Faults.Next(SandboxOperation.GetRoleCredentials, Fault.HoldUntil(new TaskCompletionSource().Task));
        using var holder = new DoomedExport(home);
        await home.Server.Log.WaitForAsync(SandboxOperation.GetRoleCredentials, 1, TestContext.Current.CancellationToken);

        Run run = await home.Home.ExportAsync("--profile", SandboxHome.Profile, "--timeout", "1");

        Assert.Equal((8, string.Empty), (run.ExitStatus, run.Output));
    }

    [Fact]
    public async Task A_network_that_does_not_answer_is_told_in_time()
    {
        await using SandboxHome home = await SignedInAsync();
        home.Server.Faults.Next(SandboxOperation.GetRoleCredentials, Fault.Hang(), times: 3);

        Run run = await home.Home.ExportAsync("--profile", SandboxHome.Profile, "--timeout", "1");

        Assert.Contains(run.ExitStatus, (int[])[8, 12]);
        Assert.Equal(string.Empty, run.Output);
    }

    private static void Answer(SandboxHome home, string error, int times = 1) =>
        home.Server.Faults.Next(SandboxOperation.GetCallerIdentity, Fault.Error(error, status: 403), times);

    /// <summary>STS is waited for two seconds: without an answer the key is given again, and that is right.</summary>
    private static Task<Run> OnceHeardAsync(Func<Task<Run>> export, Func<Run, bool> wasHeard) => OwnLimit.TimedAsync(OwnLimit.QuestionToSts, export, wasHeard);

    private static async Task<SandboxHome> SignedInAsync()
    {
        SandboxHome home = await SandboxHome.WithTokenThatLastsAsync(TimeSpan.FromHours(1));
        home.Home.Variables["CLAUDE_CODE_ENTRYPOINT"] = "cli";
        return home;
    }
}
