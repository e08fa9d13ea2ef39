using System.Text.Json;
using Keepalive.Host.Tests.Support;
using Keepalive.Testing;

namespace Keepalive.Host.Tests;

/// <summary><c>claude-aws logs</c>, and what leaves a line there.</summary>
public sealed class LogsTests : IDisposable
{
    private readonly CompanionHome _home = new();

    public LogsTests() => _home.Variables["CLAUDE_AWS_STATE"] = Path.Combine(_home.Folder, "state");

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task Says_so_when_nothing_has_been_logged()
    {
        Assert.Equal((0, "The log is empty.\n"), Told(await _home.RunAsync("logs")));
        Assert.Equal((0, ""), Told(await _home.RunAsync("logs", "--json")));
    }

    [Fact]
    public async Task An_export_that_gave_nothing_is_there_with_its_reason_and_without_a_secret()
    {
        _home.WriteCredentials(Keys.Profile("default", "2020-01-01T00:00:00Z"));
        await _home.ExportAsync();

        Run text = await _home.RunAsync("logs");
        Run json = await _home.RunAsync("logs", "--json");

        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ  Export        default: CredentialExpired, \d+ m?s\n    \S.*\n$", text.Output);
        using var document = JsonDocument.Parse(json.Output);
        Assert.Equal(("Export", "CredentialExpired"), (document.RootElement.GetProperty("event").GetString(), document.RootElement.GetProperty("outcome").GetString()));
        Assert.DoesNotContain(Keys.Secret, json.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("ASIATEST", json.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_last_ones_are_shown_and_the_file_is_named()
    {
        foreach (string name in (string[])["a", "b", "c"])
        {
            await _home.ExportAsync("--profile", name);
        }

        Assert.Equal(2, (await _home.RunAsync("logs", "--json", "--lines", "2")).Output.TrimEnd().Split('\n').Length);
        string path = (await _home.RunAsync("logs", "--path")).Output.TrimEnd();
        Assert.Equal(3, (await File.ReadAllLinesAsync(path, TestContext.Current.CancellationToken)).Length);
        Assert.Equal(64, (await _home.RunAsync("logs", "--lines", "0")).ExitStatus);
    }

    [Fact]
    public async Task Processes_that_write_at_once_lose_and_mix_nothing()
    {
        Run[] runs = await Task.WhenAll(Enumerable.Range(0, 12).Select(number => _home.ExportAsync("--profile", $"p{number}")));

        Assert.All(runs, run => Assert.Equal(4, run.ExitStatus));
        string[] lines = await File.ReadAllLinesAsync(Path.Combine(_home.Folder, "state", "log", "events.jsonl"), TestContext.Current.CancellationToken);
        Assert.Equal(12, lines.Select(line => JsonDocument.Parse(line).RootElement.GetProperty("profile").GetString()).Distinct().Count());
        Assert.Equal(12, lines.Length);
    }

    [Theory]
    [InlineData("export")]
    [InlineData("check", "--quiet")]
    [InlineData("statusline")]
    [InlineData("status")]
    public async Task Where_all_is_well_no_log_is_opened(params string[] arguments)
    {
        _home.WriteCredentials(Keys.Profile("default", "2099-01-01T00:00:00Z"));

        Assert.Equal(0, (await _home.RunAsync(arguments)).ExitStatus);

        Assert.False(Directory.Exists(Path.Combine(_home.Folder, "state", "log")));
    }

    [Fact]
    public async Task A_log_that_cannot_be_written_changes_nothing_of_the_answer()
    {
        _home.WriteCredentials(Keys.Profile("default", "2020-01-01T00:00:00Z"));
        Run before = await _home.ExportAsync();
        Directory.Delete(Path.Combine(_home.Folder, "state"), recursive: true);
        await File.WriteAllTextAsync(Path.Combine(_home.Folder, "state"), "no folder", TestContext.Current.CancellationToken);

        Run after = await _home.ExportAsync();

        Assert.Equal((before.ExitStatus, before.Output), (after.ExitStatus, after.Output));
    }

    private static (int ExitStatus, string Output) Told(Run run) => (run.ExitStatus, run.Output);
}
