using Keepalive.Host.Tests.Support;
using Keepalive.Testing;

namespace Keepalive.Host.Tests;

/// <summary>Hooks and services are started without HOME.</summary>
public sealed class HomelessTests : IDisposable
{
    private readonly CompanionHome _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task Without_HOME_the_account_database_tells_the_home_folder()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There HOME is usually missing, and USERPROFILE tells it.");
        string home = (await _home.RunAsync("/bin/sh", ["-c", "eval echo ~$(id -un)"])).Output.Trim();
        _home.Variables["HOME"] = null;

        Run run = await _home.RunAsync("config", "path");

        Assert.Equal((0, Path.Combine(home, ".config", "claude-aws", "config.json") + "\n"), (run.ExitStatus, run.Output));
    }

    [Theory]
    [InlineData("export", 0, "")]
    [InlineData("doctor --offline", 0, "")]
    [InlineData("explain --offline", 0, "")]
    [InlineData("install --dry-run --yes", 0, "")]
    [InlineData("uninstall --dry-run", 0, "")]
    [InlineData("install --scope project --yes", 17, "The current folder no longer exists")]
    [InlineData("uninstall --scope local --yes", 17, "The current folder no longer exists")]
    [InlineData("support-bundle --yes", 13, "the current folder no longer exists")]
    public async Task A_current_folder_that_was_deleted_is_no_unexpected_error(string verb, int status, string words)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There a current folder can't be deleted.");
        _home.WriteCredentials(Keys.Profile("default", "2099-01-01T00:00:00Z"));
        string gone = Path.Combine(_home.Folder, "gone");
        Directory.CreateDirectory(gone);

        Run run = await _home.RunAsync("/bin/sh", ["-c", $"cd \"$1\" && rmdir \"$1\" && exec \"$2\" {verb}", "sh", gone, CompanionHome.Companion]);

        Assert.Equal(status, run.ExitStatus);
        Assert.Contains(words, run.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("unexpected", run.Errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(gone));
    }
}
