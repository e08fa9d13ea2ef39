using System.Diagnostics;
using System.Globalization;
using Keepalive.Host.Tests.Support;
using Keepalive.Sandbox.Services;

namespace Keepalive.Host.Tests.SingleSignOn;

/// <summary>Many processes, one token that has ended, refresh tokens that work once.</summary>
public sealed class ContentionTests
{
    /// <summary>100 in the full run.</summary>
    private static readonly int s_processes = int.Parse(
        Environment.GetEnvironmentVariable("KEEPALIVE_CONTENTION_PROCESSES") ?? "30", CultureInfo.InvariantCulture);

    [Fact]
    public async Task All_get_the_same_key_from_one_renewal()
    {
        await using SandboxHome home = await SandboxHome.WithEndedTokenAsync();
        var allRun = new TaskCompletionSource();
        home.Server.Faults.Next(SandboxOperation.CreateToken, Fault.HoldUntil(allRun.Task));

        Task<Run>[] runs = Start(home);
        await home.Server.Log.WaitForAsync(SandboxOperation.CreateToken, 1, TestContext.Current.CancellationToken);
        Assert.DoesNotContain(runs, run => run.IsCompleted);
        long released = Stopwatch.GetTimestamp();
        allRun.SetResult();
        string[] keys = [.. (await Task.WhenAll(runs)).Select(run => home.KeyOf(run).AccessKeyId)];

        TestContext.Current.TestOutputHelper?.WriteLine($"{s_processes} processes served {Stopwatch.GetElapsedTime(released).TotalMilliseconds:0} ms after the answer");
        Assert.Single(keys.Distinct());
        Assert.Equal((1, 1), (home.Server.Log.Count(SandboxOperation.CreateToken), home.Server.Log.Count(SandboxOperation.GetRoleCredentials)));
        Assert.Equal(home.Server.IdentityCenter.LiveRefreshTokens, [home.ReadToken()["refreshToken"]!.GetValue<string>()]);
        Assert.Empty(home.TemporaryFiles());
    }

    [Fact]
    public async Task Different_roles_of_one_session_share_the_renewal()
    {
        await using SandboxHome home = await SandboxHome.WithEndedTokenAsync();
        string config = await File.ReadAllTextAsync(home.Home.ConfigFile, TestContext.Current.CancellationToken);
        home.Home.WriteConfig(config + "[profile other]\nsso_session = corp\nsso_account_id = 444455556666\nsso_role_name = ReadOnly\n");

        Run[] runs = await Task.WhenAll(Enumerable.Range(0, 10).Select(number => home.Home.ExportAsync("--profile", number % 2 == 0 ? "other" : SandboxHome.Profile)));

        Assert.Equal(2, runs.Select(run => home.KeyOf(run).AccessKeyId).Distinct().Count());
        Assert.Equal((1, 2), (home.Server.Log.Refreshes, home.Server.Log.Count(SandboxOperation.GetRoleCredentials)));
    }

    [Fact]
    public async Task A_refusal_is_taken_by_all_who_wait()
    {
        await using SandboxHome home = await SandboxHome.WithEndedTokenAsync();
        home.Server.IdentityCenter.RevokeAll();

        Run[] runs = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => home.ExportAsync()));

        Assert.All(runs, run => Assert.Equal((10, string.Empty), (run.ExitStatus, run.Output)));
        Assert.Equal(1, home.Server.Log.Refreshes);
    }

    private static Task<Run>[] Start(SandboxHome home) =>
        [.. Enumerable.Range(0, s_processes).Select(_ => FinishAsync(home.StartExport()))];

    private static async Task<Run> FinishAsync(Process process)
    {
        using (process)
        {
            return await CompanionHome.FinishAsync(process);
        }
    }
}
