using System.Diagnostics;
using Keepalive.Host.Tests.Support;
using Keepalive.Testing;

namespace Keepalive.Host.Tests.Refresh;

/// <summary><c>refresh</c> of keys that a login tool writes, with that tool as autoLoginCmd.</summary>
public sealed class AutoLoginTests : IDisposable
{
    private readonly CompanionHome _home = new();

    public AutoLoginTests()
    {
        _home.Variables["CLAUDE_AWS_STATE"] = Path.Combine(_home.Folder, "state");
        _home.Variables["AWS_ENDPOINT_URL"] = "http://127.0.0.1:1";
        _home.WriteCredentials(Keys.Profile("work", "2020-01-01T00:00:00Z"));
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Runs => Path.Combine(_home.Folder, "runs");

    [Fact]
    [Trait("Migration", "W1")]
    [Trait("Migration", "W8")]
    [Trait("Migration", "S15")]
    [Trait("Migration", "S16")]
    public async Task Twenty_at_once_run_the_command_once_and_all_end_well()
    {
        Configure($"echo run >> '{Runs}'; sleep 1; '{CompanionHome.Sandbox}' fake-login-tool '{_home.CredentialsFile}' work 3600");

        Run[] runs = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => RefreshAsync()));

        Assert.All(runs, run => Assert.Equal((0, string.Empty), (run.ExitStatus, run.Errors)));
        Assert.Single(await File.ReadAllLinesAsync(Runs, Token));
        Assert.Equal(0, (await _home.ExportAsync("--profile", "work")).ExitStatus);
    }

    [Fact]
    [Trait("Migration", "W2")]
    public async Task What_follows_a_login_is_done_when_the_refresh_ends()
    {
        Configure($"'{CompanionHome.Sandbox}' fake-login-tool '{_home.CredentialsFile}' work 3600");

        Assert.Equal(0, (await RefreshAsync()).ExitStatus);

        string notice = Assert.Single(Directory.GetFiles(Path.Combine(_home.Folder, "state", "notices")));
        Assert.StartsWith("signed-in ", await File.ReadAllTextAsync(notice, Token), StringComparison.Ordinal);
        Assert.Equal(0, (await _home.RunAsync("check", "--quiet", "--profile", "work")).ExitStatus);
    }

    [Fact]
    [Trait("Migration", "S17")]
    public async Task Where_nothing_works_loginCmd_is_named_and_never_run()
    {
        Configure(null, $"touch '{Runs}'");

        Run run = await RefreshAsync();

        Assert.Equal((3, string.Empty), (run.ExitStatus, run.Output));
        Assert.Contains($"! touch '{Runs}'", run.Errors, StringComparison.Ordinal);
        Assert.False(File.Exists(Runs));
    }

    [Fact]
    public async Task A_command_that_brings_nothing_is_told_without_a_word_of_its_output()
    {
        Configure($"echo run >> '{Runs}'; echo a-secret-of-the-tool; echo a-secret-of-the-tool >&2; exit 0");

        Run failed = await RefreshAsync();
        Run next = await RefreshAsync();

        Assert.Equal((10, 15), (failed.ExitStatus, next.ExitStatus));
        Assert.Contains("left no new credential", failed.Errors, StringComparison.Ordinal);
        Assert.Single(await File.ReadAllLinesAsync(Runs, Token));
        foreach (string file in Directory.EnumerateFiles(Path.Combine(_home.Folder, "state"), "*", SearchOption.AllDirectories))
        {
            Assert.DoesNotContain("a-secret", await File.ReadAllTextAsync(file, Token), StringComparison.Ordinal);
        }

        Assert.DoesNotContain("a-secret", failed.Output + failed.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refresh_that_the_command_itself_starts_does_not_wait_for_the_command()
    {
        Configure($"'{CompanionHome.Companion}' refresh --profile work; echo $? > '{Runs}'");

        await RefreshAsync();

        Assert.Equal("3", (await File.ReadAllTextAsync(Runs, Token)).Trim());
    }

    [Fact]
    public async Task The_command_outlives_the_refresh_that_is_killed_and_its_result_is_taken()
    {
        Configure($"echo run >> '{Runs}'; sleep 2; '{CompanionHome.Sandbox}' fake-login-tool '{_home.CredentialsFile}' work 3600");
        using Process first = _home.Start(CompanionHome.Companion, ["refresh", "--profile", "work"]);
        await Waiting.UntilAsync(() => File.Exists(Runs), Token);
        first.Kill();
        await first.WaitForExitAsync(Token);
        Run next = await RefreshAsync();

        Assert.Equal((0, string.Empty), (next.ExitStatus, next.Errors));
        Assert.Single(await File.ReadAllLinesAsync(Runs, Token));
    }

    public void Dispose() => _home.Dispose();

    private Task<Run> RefreshAsync() => _home.RunAsync("refresh", "--profile", "work");

    /// <summary>Every line is one for sh.</summary>
    private void Configure(string? command, string? loginCommand = null)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "lines for sh");
        string file = Path.Combine(_home.Folder, "config.json");
        CompanionHome.WriteRested(file, new System.Text.Json.Nodes.JsonObject { ["autoLoginCmd"] = command, ["loginCmd"] = loginCommand }.ToJsonString());
        _home.Variables["CLAUDE_AWS_CONFIG"] = file;
    }
}
