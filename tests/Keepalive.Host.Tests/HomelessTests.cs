using Keepalive.Host.Tests.Support;

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
}
