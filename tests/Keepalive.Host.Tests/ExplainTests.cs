using System.Text.Json;
using Keepalive.Host.Tests.Support;
using Keepalive.Testing;

namespace Keepalive.Host.Tests;

/// <summary><c>claude-aws explain</c>, run as a person runs it.</summary>
public sealed class ExplainTests : IDisposable
{
    private readonly CompanionHome _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task Tells_topic_by_topic_and_ends_with_one_sentence_in_80_columns()
    {
        _home.WriteCredentials(Keys.Profile("default", "2099-01-01T00:00:00Z"));

        Run run = await _home.RunAsync("explain");

        Assert.Equal(0, run.ExitStatus);
        Assert.Equal(
            ["Profile", "Files", "Sources", "Expiry", "Region", "Standing", "Renewal", "Claude Code"],
            run.Output.Split('\n').Where(line => line.Length > 0 && line[0] != ' ').TakeWhile(line => !line.StartsWith("An export", StringComparison.Ordinal)));
        Assert.Contains("\n\nAn export gives the key that ends in 0001, from", run.Output, StringComparison.Ordinal);
        Assert.All(run.Output.Split('\n'), line => Assert.True(line.Length <= 80 || !line.Trim().Contains(' ', StringComparison.Ordinal), line));
        Assert.All([Keys.Secret, Keys.Token, "ASIATEST"], secret => Assert.DoesNotContain(secret, run.Output, StringComparison.Ordinal));
    }

    [Fact]
    public async Task That_an_export_would_fail_is_an_answer()
    {
        _home.WriteCredentials(Keys.Profile("default", "2020-01-01T00:00:00Z"));

        Run run = await _home.RunAsync("explain", "--json");

        Assert.Equal((0, 3), (run.ExitStatus, (await _home.ExportAsync()).ExitStatus));
        using var document = JsonDocument.Parse(run.Output);
        Assert.Equal(("CredentialExpired", "0001", "2020-01-01T00:00:00Z"), (
            document.RootElement.GetProperty("errorCode").GetString(), document.RootElement.GetProperty("keyEnding").GetString(), document.RootElement.GetProperty("expires").GetString()));
        Assert.Contains(document.RootElement.GetProperty("steps").EnumerateArray(), step =>
            step.GetProperty("topic").GetString() == "Expiry" && step.GetProperty("mark").GetString() == "Trouble" && step.GetProperty("line").GetInt32() == 5);
    }

    [Fact]
    public async Task Offline_it_starts_no_program()
    {
        string mark = Path.Combine(_home.Folder, "started");
        _home.WriteConfig($"[default]\ncredential_process = touch {mark}\n");

        Run run = await _home.RunAsync("explain", "--offline");

        Assert.Equal(0, run.ExitStatus);
        Assert.Contains("not asked with --offline", run.Output.ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.Contains("credential_process starts ", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(mark, run.Output, StringComparison.Ordinal);
        Assert.False(File.Exists(mark));
    }
}
