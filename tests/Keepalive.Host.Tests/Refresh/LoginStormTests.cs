using System.Diagnostics;
using System.Globalization;
using Keepalive.Host.Tests.Support;
using Keepalive.Sandbox.Services;

namespace Keepalive.Host.Tests.Refresh;

/// <summary>STS refuses every key that a login brings, and a client calls its refresh again and again.</summary>
public sealed class LoginStormTests : IDisposable
{
    /// <summary>25 in the full run.</summary>
    private static readonly TimeSpan s_span = TimeSpan.FromSeconds(int.Parse(
        Environment.GetEnvironmentVariable("KEEPALIVE_STORM_SECONDS") ?? "4", CultureInfo.InvariantCulture));

    private readonly CompanionHome _home = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(null)]
    [InlineData("1")]
    public async Task One_login_is_made_in_a_pause_and_it_is_told_as_failed(string? claudeCode)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "a line for sh");
        await using SandboxServer server = await SandboxServer.StartAsync(null, Token);
        string runs = Path.Combine(_home.Folder, "runs");
        SetUp(server, $"""
            echo run >> '{runs}'; n=$(wc -l < '{runs}'); printf '[work]\naws_access_key_id = ASIASTORM%011d\naws_secret_access_key = secret\naws_session_token = token\n' $n > '{_home.CredentialsFile}'
            """);
        _home.Variables["CLAUDECODE"] = claudeCode;

        int refreshes = 0;
        long began = Stopwatch.GetTimestamp();
        Run first = await _home.RunAsync("refresh", "--profile", "work");
        do
        {
            Assert.NotEqual(0, (await _home.RunAsync("refresh", "--profile", "work")).ExitStatus);
            refreshes++;
        }
        while (Stopwatch.GetElapsedTime(began) < s_span);

        TestContext.Current.TestOutputHelper?.WriteLine($"{refreshes} refreshes, {(await File.ReadAllLinesAsync(runs, Token)).Length} logins");
        Assert.Contains("has left a key that AWS refuses", first.Errors, StringComparison.Ordinal);
        Assert.Single(await File.ReadAllLinesAsync(runs, Token));
        Run logs = await _home.RunAsync("logs", "--json");
        Assert.Contains("\"AutoLoginFailed\"", Assert.Single(logs.Output.Split('\n'), line => line.Contains("\"AutoLogin\"", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    public void Dispose() => _home.Dispose();

    private void SetUp(SandboxServer server, string command)
    {
        foreach ((string name, string value) in server.Variables)
        {
            _home.Variables[name] = value;
        }

        _home.Variables["CLAUDE_AWS_STATE"] = Path.Combine(_home.Folder, "state");
        _home.Variables["AWS_DEFAULT_REGION"] = "us-east-1";
        _home.WriteCredentials(Keys.Profile("work", "2020-01-01T00:00:00Z"));
        string file = Path.Combine(_home.Folder, "config.json");
        CompanionHome.WriteRested(file, new System.Text.Json.Nodes.JsonObject { ["autoLoginCmd"] = command }.ToJsonString());
        _home.Variables["CLAUDE_AWS_CONFIG"] = file;
    }
}
