using Keepalive.Host.Tests.Support;

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

    private string[] Files() => [.. Directory.EnumerateFiles(_home.Folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
}
