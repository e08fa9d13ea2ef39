using System.Diagnostics;
using Keepalive.Host.Tests.Support;
using Keepalive.Testing;

namespace Keepalive.Host.Tests;

/// <summary>
/// The real program, killed at random while it installs, installs anew or takes out. InterruptedInstallationTests of Core has every step; here
/// the process, its lock and its temporary files are the real ones. CLAUDE_AWS_TEST_KILLS asks for more than the sample.
/// </summary>
public sealed class InstallKillTests
{
    private const string Original = "{\n  // mine\n  \"awsAuthRefresh\": \"aws sso login\",\n  \"env\": { \"AWS_PROFILE\": \"work\" }\n}\n";

    [Theory]
    [InlineData("install", "--no-verify", "-y", "--profile", "work", "--bedrock")]
    [InlineData("install", "--no-verify", "-y", "--profile", "work", "--no-default-chain", "--region", "eu-west-1")]
    [InlineData("uninstall")]
    public async Task A_killed_run_leaves_nothing_that_can_t_be_taken_out(params string[] arguments)
    {
        int kills = int.TryParse(Environment.GetEnvironmentVariable("CLAUDE_AWS_TEST_KILLS"), out int asked) ? asked : 4;
        bool isFirst = arguments.Contains("--bedrock");
        TimeSpan whole = await DurationAsync(isFirst, arguments);
        var random = new Random(kills);
        for (int kill = 0; kill < kills; kill++)
        {
            using CompanionHome home = Home();
            if (!isFirst)
            {
                await home.RunAsync("install", "--no-verify", "-y", "--profile", "work", "--bedrock");
            }

            using (Process process = home.Start(CompanionHome.Companion, arguments))
            {
                // From the middle on: before it, the program is still being loaded.
                using var wait = new CancellationTokenSource(whole * (0.4 + (0.7 * random.NextDouble())));
                await Task.WhenAny(process.WaitForExitAsync(wait.Token));
                process.Kill();
                await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            }

            Run uninstall = await home.RunAsync("uninstall");

            Assert.True(uninstall.ExitStatus == 0, uninstall.Output + uninstall.Errors);
            Assert.Equal(Original, await File.ReadAllTextAsync(Settings(home), TestContext.Current.CancellationToken));
            Assert.False(File.Exists(home.ConfigFile), "the profile of ours is left");
            string record = Path.Combine(home.Folder, "state", "installation");
            Assert.DoesNotContain(Directory.Exists(record) ? Directory.GetFiles(record) : [], file => !file.EndsWith(".tmp", StringComparison.Ordinal));
        }
    }

    private static async Task<TimeSpan> DurationAsync(bool isFirst, string[] arguments)
    {
        using CompanionHome home = Home();
        if (!isFirst)
        {
            await home.RunAsync("install", "--no-verify", "-y", "--profile", "work", "--bedrock");
        }

        long start = Stopwatch.GetTimestamp();
        await home.RunAsync(arguments);
        return Stopwatch.GetElapsedTime(start);
    }

    private static CompanionHome Home()
    {
        var home = new CompanionHome();
        home.Variables["CLAUDE_AWS_STATE"] = Path.Combine(home.Folder, "state");
        home.Variables["CLAUDE_AWS_CONFIG"] = Path.Combine(home.Folder, "config.json");
        home.WriteCredentials(Keys.Profile("work", "2099-01-01T00:00:00Z"));
        Directory.CreateDirectory(Path.GetDirectoryName(Settings(home))!);
        CompanionHome.WriteRested(Settings(home), Original);
        return home;
    }

    private static string Settings(CompanionHome home) => Path.Combine(home.Folder, ".claude", "settings.json");
}
