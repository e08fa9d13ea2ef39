using Keepalive.Host.Tests.Support;
using Keepalive.Sandbox.Services;

namespace Keepalive.Host.Tests;

/// <summary><c>uninstall --purge</c>: the list first, and nothing left but what the list says.</summary>
public sealed class PurgeTests : IDisposable
{
    private readonly CompanionHome _home = new();

    public PurgeTests()
    {
        _home.Variables["CLAUDE_AWS_STATE"] = State;
        _home.Variables["CLAUDE_AWS_CONFIG"] = Path.Combine(_home.Folder, "keepalive.json");
        _home.WriteCredentials(Keepalive.Testing.Keys.Profile("default"));
    }

    private string State => Path.Combine(_home.Folder, "state");

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task Nothing_remains_after_an_installation_and_a_purge()
    {
        string[] before = Files();
        Assert.Equal(0, (await _home.RunAsync("install", "--bedrock", "--region", "eu-central-1", "--no-verify", "--yes")).ExitStatus);
        Assert.True(Directory.Exists(State));

        Run dry = await _home.RunAsync("uninstall", "--purge", "--dry-run");
        Assert.True(Directory.Exists(State));
        Run purge = await _home.RunAsync("uninstall", "--purge", "--yes");

        Assert.Equal((0, 0), (dry.ExitStatus, purge.ExitStatus));
        Assert.Contains("To delete   " + State, dry.Output, StringComparison.Ordinal);
        Assert.Contains("Deleted     " + State, purge.Output, StringComparison.Ordinal);
        Assert.Equal(before, Files());
    }

    [Fact]
    public async Task Without_a_terminal_and_without_yes_the_list_is_shown_and_nothing_is_changed()
    {
        await _home.RunAsync("install", "--bedrock", "--region", "eu-central-1", "--no-verify", "--yes");
        string[] before = Files();

        Run purge = await _home.RunAsync("uninstall", "--purge");

        Assert.Equal(ExitStatus.Usage, purge.ExitStatus);
        Assert.Contains("To delete   " + State, purge.Output, StringComparison.Ordinal);
        Assert.Contains("needs --yes", purge.Errors, StringComparison.Ordinal);
        Assert.Equal(before, Files());
    }

    [Fact]
    public async Task A_renewal_that_runs_is_awaited_and_creates_nothing_anew()
    {
        await using ConsoleLogin.ConsoleHome home = await ConsoleLogin.ConsoleHome.WithEndedCredentialAsync();
        var release = new TaskCompletionSource();
        home.Server.Faults.Next(SandboxOperation.CreateOAuth2Token, Fault.HoldUntil(release.Task));
        using System.Diagnostics.Process export = home.Start("export");
        await home.Server.Log.WaitForAsync(SandboxOperation.CreateOAuth2Token, 1, TestContext.Current.CancellationToken);
        export.Kill();
        string before = home.RefreshToken;

        Task<Run> purging = home.Home.RunAsync("uninstall", "--purge", "--yes");
        release.SetResult();
        Run purge = await purging;

        Assert.Equal((0, string.Empty), (purge.ExitStatus, purge.Errors));
        Assert.NotEqual(before, home.RefreshToken);
        Assert.Equal(home.Server.ConsoleSignIn.LiveRefreshTokens, [home.RefreshToken]);
        Assert.False(Directory.Exists(home.StateFolder), string.Join(", ", Directory.Exists(home.StateFolder) ? Directory.GetFiles(home.StateFolder, "*", SearchOption.AllDirectories) : []));
    }

    [Fact]
    public async Task After_a_day_of_use_no_file_is_taken_for_another_program_s()
    {
        await using ConsoleLogin.ConsoleHome home = await ConsoleLogin.ConsoleHome.WithEndedCredentialAsync();
        home.Home.WriteConfig(await File.ReadAllTextAsync(home.Home.ConfigFile, TestContext.Current.CancellationToken) + "[profile role]\nrole_arn = arn:aws:iam::111122223333:role/Deploy\nsource_profile = console\nregion = us-east-1\n");
        await home.ExportAsync();
        await home.Home.ExportAsync("--profile", "role");
        await home.Home.RunAsync("refresh", "--profile", "role");
        await home.Home.RunAsync("status");
        await home.Home.RunAsync("doctor", "--fix", "--yes");

        Run purge = await home.Home.RunAsync("uninstall", "--purge", "--yes");

        Assert.Equal((0, string.Empty), (purge.ExitStatus, purge.Errors));
        Assert.False(Directory.Exists(home.StateFolder));
    }

    private string[] Files() => [.. Directory.EnumerateFiles(_home.Folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
}
