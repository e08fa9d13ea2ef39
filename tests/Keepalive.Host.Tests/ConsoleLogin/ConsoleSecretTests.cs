using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using Keepalive.Host.Tests.Support;
using Keepalive.Sandbox.Services;

namespace Keepalive.Host.Tests.ConsoleLogin;

/// <summary>The refresh token, the private key and the code of <c>aws login</c> are in the file of all tools and nowhere else; a killed worker tears nothing.</summary>
public sealed class ConsoleSecretTests
{
    /// <summary>300 in the full run.</summary>
    private static readonly int s_trials = int.Parse(
        Environment.GetEnvironmentVariable("KEEPALIVE_KILL_TRIALS") ?? "12", CultureInfo.InvariantCulture);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_worker_that_renews_has_none_of_them_in_its_arguments_and_its_environment()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the kernel's table of processes");
        await using ConsoleHome home = await ConsoleHome.WithEndedCredentialAsync();
        var release = new TaskCompletionSource();
        home.Server.Faults.Next(SandboxOperation.CreateOAuth2Token, Fault.HoldUntil(release.Task));
        Task<Run> export = home.ExportAsync();
        await home.Server.Log.WaitForAsync(SandboxOperation.CreateOAuth2Token, 1, Token);

        string process = $"/proc/{WorkerId(home)}";
        string arguments = await File.ReadAllTextAsync($"{process}/cmdline", Token);
        string variables = await File.ReadAllTextAsync($"{process}/environ", Token);
        release.SetResult();

        Assert.Contains("token-worker\0--profile=console", arguments, StringComparison.Ordinal);
        home.AssertHoldsNoSecret(arguments + variables);
        home.KeyOf(await export);
    }

    [Fact]
    public async Task A_support_bundle_and_the_log_have_none_of_them()
    {
        await using ConsoleHome home = await ConsoleHome.WithEndedCredentialAsync();
        home.KeyOf(await home.ExportAsync());
        home.Server.Faults.Next(SandboxOperation.CreateOAuth2Token, Fault.Error("TOKEN_EXPIRED"));
        home.EndCredential();
        await home.ExportFailsAsync(KeepaliveErrorCode.SignInRequired, "its session has ended");
        string bundle = Path.Combine(home.Home.Folder, "bundle.zip");

        Run written = await home.Home.RunAsync("support-bundle", "--out", bundle, "--profile", ConsoleHome.Profile);
        Run explained = await home.Home.RunAsync("explain", "--profile", ConsoleHome.Profile, "--offline");
        Run examined = await home.Home.RunAsync("doctor", "--profile", ConsoleHome.Profile);
        Run logged = await home.Home.RunAsync("logs");

        Assert.True(written.ExitStatus == 0, written.Errors);
        var all = new StringBuilder(written.Output + explained.Output + explained.Errors + examined.Output + logged.Output);
        using ZipArchive archive = await ZipFile.OpenReadAsync(bundle, Token);
        foreach (ZipArchiveEntry entry in archive.Entries)
        {
            using var reader = new StreamReader(await entry.OpenAsync(Token));
            all.Append(await reader.ReadToEndAsync(Token));
        }

        home.AssertHoldsNoSecret(all.ToString());
        home.AssertStateHoldsNoSecret();
    }

    [Fact]
    public async Task A_worker_that_is_killed_at_a_random_moment_leaves_a_whole_file()
    {
        await using ConsoleHome home = await ConsoleHome.WithEndedCredentialAsync();
        var random = new Random(20261130);
        int lost = 0;
        for (int trial = 0; trial < s_trials; trial++)
        {
            home.StartOver();
            var release = new TaskCompletionSource();
            home.Server.Faults.Next(SandboxOperation.CreateOAuth2Token, Fault.HoldUntil(release.Task));
            Task<Run> export = home.ExportAsync();
            await home.Server.Log.WaitForAsync(SandboxOperation.CreateOAuth2Token, 1, Token);
            int worker = WorkerId(home);

            // From before the answer to after the rename.
            long moment = (long)(random.NextDouble() * 0.25 * Stopwatch.Frequency);
            long released = Stopwatch.GetTimestamp();
            release.SetResult();
            SpinWait.SpinUntil(() => Stopwatch.GetTimestamp() - released >= moment);
            Kill(worker);

            Run run = await export;
            bool isWritten = home.RefreshToken != home.Session.RefreshToken; // Fails when the file is torn.
            bool isSpent = !home.Server.ConsoleSignIn.LiveRefreshTokens.Contains(home.Session.RefreshToken);
            if (run.ExitStatus != 0)
            {
                lost++;
                Assert.True(isSpent && !isWritten, $"Trial {trial}: lost although spent {isSpent}, written {isWritten}: {run.Errors}");
                Assert.Equal(ExitStatus.Of(KeepaliveErrorCode.SignInRequired), run.ExitStatus);
            }
            else
            {
                Assert.Contains(home.RefreshToken, home.Server.ConsoleSignIn.LiveRefreshTokens);
            }
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{s_trials} kills: {lost} sessions lost between the answer and the rename, no torn file");
    }

    private static int WorkerId(ConsoleHome home) => int.Parse(
        JsonNode.Parse(File.ReadAllText(Directory.GetFiles(Path.Combine(home.StateFolder, "console-login"), "*.renewal.json").Single()))!["workerId"]!.GetValue<string>(),
        CultureInfo.InvariantCulture);

    private static void Kill(int id)
    {
        try
        {
            using Process worker = Process.GetProcessById(id);
            worker.Kill();
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException)
        {
            // It has finished.
        }
    }
}
