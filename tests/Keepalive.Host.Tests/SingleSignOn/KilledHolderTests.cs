using System.Diagnostics;
using System.Globalization;
using Keepalive.Host.Tests.Support;
using Keepalive.Sandbox.Services;
using Keepalive.Testing;

namespace Keepalive.Host.Tests.SingleSignOn;

/// <summary>
/// Whoever asks for a credential is killed (SIGKILL), with its process group and all that it has started, while its token is renewed: the
/// worker that renews is none of these, and nothing is lost. A token is lost only with the worker itself, between the service's answer and
/// the write.
/// </summary>
public sealed class KilledHolderTests
{
    /// <summary>300 in the full run.</summary>
    private static readonly int s_trials = int.Parse(
        Environment.GetEnvironmentVariable("KEEPALIVE_KILL_TRIALS") ?? "12", CultureInfo.InvariantCulture);

    /// <summary>About a second; the rest is for a busy machine, on which a program needs that to start.</summary>
    private static readonly TimeSpan GoesOnWithin = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Before_the_service_has_answered_nothing_is_lost()
    {
        await using SandboxHome home = await SandboxHome.WithEndedTokenAsync();
        var release = new TaskCompletionSource();
        home.Server.Faults.Next(SandboxOperation.CreateToken, Fault.HoldUntil(release.Task));
        using var holder = new DoomedExport(home);
        await home.Server.Log.WaitForAsync(SandboxOperation.CreateToken, 1, TestContext.Current.CancellationToken);
        Task<Run> waiting = home.ExportAsync();

        holder.Kill();
        release.SetResult();

        home.KeyOf(await waiting);
        Assert.Equal(1, home.Server.Log.Refreshes);
        Assert.Equal(home.Server.IdentityCenter.LiveRefreshTokens, [home.ReadToken()["refreshToken"]!.GetValue<string>()]);
    }

    /// <summary>The request has spent the refresh token. Its answer comes 18 s later: after the 15 s of its caller, and of every other request.</summary>
    [Fact]
    public async Task An_answer_that_comes_after_its_caller_has_given_up_is_saved()
    {
        await using SandboxHome home = await SandboxHome.WithEndedTokenAsync();
        home.Server.Faults.Next(SandboxOperation.CreateToken, Fault.Delay(TimeSpan.FromSeconds(18)));

        await home.ExportFailsAsync(KeepaliveErrorCode.TimedOut, "15 s");

        home.KeyOf(await home.ExportAsync());
        Assert.Equal(1, home.Server.Log.Refreshes);
        Assert.Equal(home.Server.IdentityCenter.LiveRefreshTokens, [home.ReadToken()["refreshToken"]!.GetValue<string>()]);
    }

    [Fact]
    public async Task A_worker_that_is_killed_before_the_service_has_acted_is_replaced()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "signals");
        await using SandboxHome home = await SandboxHome.WithEndedTokenAsync();
        home.Server.Faults.Next(SandboxOperation.CreateToken, Fault.HoldUntil(new TaskCompletionSource().Task));
        using var holder = new DoomedExport(home);
        await home.Server.Log.WaitForAsync(SandboxOperation.CreateToken, 1, TestContext.Current.CancellationToken);
        Task<Run> waiting = home.ExportAsync();

        holder.KillWorker();

        home.KeyOf(await waiting);
        Assert.Equal(2, home.Server.Log.Refreshes);
        Assert.Equal(home.Server.IdentityCenter.LiveRefreshTokens, [home.ReadToken()["refreshToken"]!.GetValue<string>()]);
    }

    [Fact]
    public async Task A_worker_that_is_killed_between_the_rotation_and_the_write_takes_the_sign_in_along()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "SIGSTOP holds the process in between");
        await using SandboxHome home = await SandboxHome.WithEndedTokenAsync();
        var release = new TaskCompletionSource();
        home.Server.Faults.Next(SandboxOperation.CreateToken, Fault.HoldUntil(release.Task));
        using var holder = new DoomedExport(home);
        await home.Server.Log.WaitForAsync(SandboxOperation.CreateToken, 1, TestContext.Current.CancellationToken);
        holder.StopWorker();
        holder.Kill();
        release.SetResult();
        await Waiting.UntilAsync(() => home.Server.Log.Of(SandboxOperation.CreateToken)[0].Status == 200, TestContext.Current.CancellationToken);

        holder.KillWorker();

        await home.ExportFailsAsync(KeepaliveErrorCode.SignInRequired, "its refresh token was already used or was revoked");
        Assert.Equal(home.SignIn.RefreshToken, home.ReadToken()["refreshToken"]!.GetValue<string>());
    }

    [Fact]
    public async Task After_the_rename_the_next_one_uses_it()
    {
        await using SandboxHome home = await SandboxHome.WithEndedTokenAsync();
        home.Server.Faults.Next(SandboxOperation.GetRoleCredentials, Fault.HoldUntil(new TaskCompletionSource().Task));
        using var holder = new DoomedExport(home);
        await home.Server.Log.WaitForAsync(SandboxOperation.GetRoleCredentials, 1, TestContext.Current.CancellationToken);
        Task<Run> waiting = home.ExportAsync();

        holder.Kill();

        home.KeyOf(await waiting);
        Assert.Equal(1, home.Server.Log.Refreshes);
    }

    [Fact]
    public async Task At_random_moments_nothing_is_lost_with_whoever_asks()
    {
        int lost = await KillAsync(static holder => holder.Kill());

        Assert.Equal(0, lost);
    }

    [Fact]
    public async Task At_random_moments_a_token_is_lost_with_its_worker_only_where_it_can_not_be_helped()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "signals");
        await KillAsync(static holder => holder.KillWorker());
    }

    /// <summary>Kills, and counts the sign-ins that were lost; each of them must be one whose new token had no place yet.</summary>
    private static async Task<int> KillAsync(Action<DoomedExport> kill)
    {
        await using SandboxHome home = await SandboxHome.WithEndedTokenAsync();
        var random = new Random(20261121);
        int lost = 0;
        int overASecond = 0;
        TimeSpan slowest = TimeSpan.Zero;
        for (int trial = 0; trial < s_trials; trial++)
        {
            home.StartOver();
            var release = new TaskCompletionSource();
            home.Server.Faults.Next(SandboxOperation.CreateToken, Fault.HoldUntil(release.Task));
            using var holder = new DoomedExport(home);
            await home.Server.Log.WaitForAsync(SandboxOperation.CreateToken, 1, TestContext.Current.CancellationToken);
            Task<Run> waiting = home.ExportAsync();

            // From before the answer to after the rename: a quarter of a second holds it all.
            long moment = (long)(random.NextDouble() * 0.25 * Stopwatch.Frequency);
            long released = Stopwatch.GetTimestamp();
            release.SetResult();
            SpinWait.SpinUntil(() => Stopwatch.GetTimestamp() - released >= moment);
            kill(holder);

            long killed = Stopwatch.GetTimestamp();
            bool isRotated = !home.Server.IdentityCenter.LiveRefreshTokens.Contains(home.SignIn.RefreshToken);
            Run next = await waiting;
            bool isRenamed = home.ReadToken()["refreshToken"]!.GetValue<string>() != home.SignIn.RefreshToken;
            TimeSpan served = Stopwatch.GetElapsedTime(killed);
            slowest = served > slowest ? served : slowest;
            overASecond += served > TimeSpan.FromSeconds(1) ? 1 : 0;
            if (next.ExitStatus == 0)
            {
                home.KeyOf(next);
                Assert.Contains(home.ReadToken()["refreshToken"]!.GetValue<string>(), home.Server.IdentityCenter.LiveRefreshTokens);
            }
            else
            {
                lost++;
                Assert.True(isRotated && !isRenamed, $"Trial {trial}: lost although rotated {isRotated}, renamed {isRenamed}: {next.Errors}");
                Assert.Equal((ExitStatus.Of(KeepaliveErrorCode.SignInRequired), string.Empty), (next.ExitStatus, next.Output));
            }
        }

        int leftOver = Directory.GetFiles(home.CacheFolder, "*.tmp").Length;
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{s_trials} kills: {lost} tokens lost between rotation and rename, {leftOver} temporary files left, the next caller served after {slowest.TotalMilliseconds:0} ms at most, {overASecond} times after more than a second");
        Assert.True(slowest < GoesOnWithin, $"The next caller was served after {slowest}.");
        Assert.True(leftOver <= lost, $"{leftOver} temporary files are left, {lost} tokens were lost.");
        return lost;
    }
}
