using Keepalive.Host.Tests.Support;

namespace Keepalive.Host.Tests.SingleSignOn;

/// <summary>What a refresh says of itself that had something to renew, and of one that had not.</summary>
public sealed class SilentRefreshTests
{
    [Fact]
    public async Task A_refresh_that_renews_a_role_is_told_as_silent_and_the_next_one_is_no_event()
    {
        await using SandboxHome home = await SandboxHome.WithTokenThatLastsAsync(TimeSpan.FromHours(1));

        Run first = await home.Home.RunAsync("refresh", "--profile", SandboxHome.Profile);
        Run second = await home.Home.RunAsync("refresh", "--profile", SandboxHome.Profile);

        Assert.Equal((0, 0), (first.ExitStatus, second.ExitStatus));
        string log = Directory.EnumerateFiles(home.StateFolder, "events.jsonl", SearchOption.AllDirectories).Single();
        string line = Assert.Single(await File.ReadAllLinesAsync(log, TestContext.Current.CancellationToken), static line => line.Contains("\"Refresh\"", StringComparison.OrdinalIgnoreCase) && line.Contains("Silently", StringComparison.Ordinal));
        Assert.DoesNotContain("WasGood", line, StringComparison.Ordinal);
    }
}
