using System.Diagnostics;
using System.Globalization;
using Keepalive.Host.Tests.Support;
using Keepalive.Sandbox.Services;
using Keepalive.Testing;

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
    public async Task One_login_is_made_in_a_pause_and_it_counts_as_failed(string? claudeCode)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "a line for sh");
        await using SandboxServer server = await SandboxServer.StartAsync(null, Token);
        server.Faults.Next(SandboxOperation.GetCallerIdentity, Fault.Error("ExpiredToken", status: 403), 10_000);
        string runs = Path.Combine(_home.Folder, "runs");
        SetUp(server, $"""
            echo run >> '{runs}'; n=$(wc -l < '{runs}'); printf '[work]\naws_access_key_id = ASIASTORM%011d\naws_secret_access_key = secret\naws_session_token = token\n' $n > '{_home.CredentialsFile}'
            """);
        _home.Variables["CLAUDECODE"] = claudeCode;

        // On a busy machine STS may not answer in time, and then no key is refused; in the end it has.
        int refreshes = 0;
        long began = Stopwatch.GetTimestamp();
        Run last;
        do
        {
            last = await _home.RunAsync("refresh", "--profile", "work");
            refreshes++;
        }
        while (Stopwatch.GetElapsedTime(began) < s_span || (last.ExitStatus != 15 && refreshes < 40));

        TestContext.Current.TestOutputHelper?.WriteLine($"{refreshes} refreshes, {(await File.ReadAllLinesAsync(runs, Token)).Length} logins");
        Assert.Single(await File.ReadAllLinesAsync(runs, Token));
        Assert.True(last.ExitStatus == 15, last.ToString());
        Assert.Contains("(AutoLoginFailed). Automatic sign-in is paused", last.Errors, StringComparison.Ordinal);
    }

    public void Dispose() => _home.Dispose();

    private void SetUp(SandboxServer server, string command)
    {
        foreach (string name in new[] { "http_proxy", "https_proxy", "all_proxy", "no_proxy" })
        {
            _home.Variables[name] = null;
            _home.Variables[name.ToUpperInvariant()] = null;
        }

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
