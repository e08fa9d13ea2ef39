using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Keepalive.Host.Tests.Support;
using Keepalive.Testing;

namespace Keepalive.Host.Tests.Refresh;

/// <summary>A login tool that is driven, its breaker and its pauses, as a user of <c>claude-aws</c> meets them.</summary>
public sealed class DrivenLoginTests : IDisposable
{
    private const string Password = "Planted password 1";

    private static readonly string s_hash = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(Password)));

    private readonly CompanionHome _home = new();

    public DrivenLoginTests()
    {
        _home.Variables["CLAUDE_AWS_STATE"] = Path.Combine(_home.Folder, "state");
        _home.Variables["AWS_ENDPOINT_URL"] = "http://127.0.0.1:1";
        _home.Variables["DISPLAY"] = _home.Variables["WAYLAND_DISPLAY"] = _home.Variables["DBUS_SESSION_BUS_ADDRESS"] = null;
        _home.WriteCredentials(Keys.Profile("work", "2020-01-01T00:00:00Z"));
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Breaker => Directory.GetFiles(Path.Combine(_home.Folder, "state", "secrets"), "*.breaker.json").Single();

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task A_refused_password_is_in_status_for_people_and_for_programs_until_another_one_is_stored()
    {
        Configure("ok");
        await StoreAsync("an old one");
        Assert.Equal(10, (await _home.RunAsync("refresh", "--profile", "work")).ExitStatus);

        string text = (await _home.RunAsync("status", "--profile", "work")).Output;
        JsonElement hold = (await StatusAsync()).GetProperty("autoLoginHold");
        string all = (await _home.RunAsync("status", "--all")).Output;

        Assert.StartsWith("Login       The stored password of profile 'work' was rejected at 20", text, StringComparison.Ordinal);
        Assert.StartsWith("20", hold.GetProperty("passwordRejected").GetString(), StringComparison.Ordinal);
        Assert.Contains("(password rejected)", all, StringComparison.Ordinal);
        Assert.Equal("AWS: EXPIRED, password rejected", (await StatusLineAsync()).Trim());

        await StoreAsync(Password);
        Assert.Equal("null", (await StatusAsync()).GetProperty("autoLoginHold").GetRawText());
        _home.Variables["CLAUDECODE"] = "1";
        Assert.Equal(0, (await _home.RunAsync("refresh", "--profile", "work")).ExitStatus);
    }

    [Fact]
    public async Task A_denied_second_factor_opens_a_pause_that_grows()
    {
        Configure("denied");
        await StoreAsync(Password);

        foreach ((int failures, int minutes) in new[] { (1, 2), (2, 10), (3, 60), (4, 60) })
        {
            Run denied = await AutoLoginAsync();
            Run next = await AutoLoginAsync();
            JsonElement hold = (await StatusAsync()).GetProperty("autoLoginHold");

            Assert.Equal((10, 15), (denied.ExitStatus, next.ExitStatus));
            Assert.Contains("was denied", denied.Errors, StringComparison.Ordinal);
            Assert.Equal(failures, hold.GetProperty("mfaFailures").GetInt32());
            Assert.InRange(hold.GetProperty("coolDownSeconds").GetInt64(), (minutes * 60) - 60, minutes * 60);
            await LetPassAsync(TimeSpan.FromMinutes(minutes));
        }
    }

    [Theory]
    [InlineData("autologin", null)]
    [InlineData("refresh", null)]
    [InlineData("autologin", "1")]
    public async Task No_program_can_force_it(string verb, string? claudeCode)
    {
        Configure("denied");
        await StoreAsync(Password);
        await AutoLoginAsync();
        string before = await File.ReadAllTextAsync(Breaker, Token);
        _home.Variables["CLAUDECODE"] = claudeCode;

        Run forced = claudeCode is null ? await _home.RunAsync(verb, "--profile", "work", "--force") : await AtTerminalAsync(verb, "--force");

        Assert.Equal(15, forced.ExitStatus);
        Assert.Contains("can't be used here", forced.Output + forced.Errors, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllTextAsync(Breaker, Token));
    }

    [Theory]
    [InlineData("autologin")]
    [InlineData("refresh")]
    public async Task A_person_at_a_terminal_can(string verb)
    {
        Configure("denied");
        await StoreAsync(Password);
        await AutoLoginAsync();
        Configure("ok");

        Run forced = await AtTerminalAsync(verb, "--force");

        Assert.Equal((0, 0), (forced.ExitStatus, (await _home.ExportAsync("--profile", "work")).ExitStatus));
        Assert.Equal("null", (await StatusAsync()).GetProperty("autoLoginHold").GetRawText());
    }

    [Fact]
    public async Task A_seed_that_was_stored_before_it_was_forbidden_is_not_used()
    {
        Configure("ok");
        await StoreAsync(Password);
        Configure("ok", forbidsSeeds: true);

        Run run = await AutoLoginAsync();

        Assert.Equal(18, run.ExitStatus);
        Assert.Contains("forbidStoredTotpSeeds is true", run.Errors, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(Path.Combine(_home.Folder, "state"), "*.last-code", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task A_sign_in_that_runs_is_in_the_JSON_too()
    {
        Configure("hang");
        await StoreAsync(Password);
        using System.Diagnostics.Process login = _home.Start(CompanionHome.Companion, ["autologin", "--profile", "work"]);
        JsonElement signIn;
        while ((signIn = (await StatusAsync()).GetProperty("signIn")).ValueKind == JsonValueKind.Null)
        {
            Assert.False(login.HasExited);
        }

        Assert.Equal(("work", "Command"), (signIn.GetProperty("name").GetString(), signIn.GetProperty("flow").GetString()));
        login.Kill();
        await login.WaitForExitAsync(Token);
    }

    private Task<Run> AutoLoginAsync() => _home.RunAsync("autologin", "--profile", "work");

    private Task<Run> AtTerminalAsync(params string[] arguments) => _home.AtTerminalAsync(string.Empty, string.Empty, [.. arguments, "--profile", "work"]);

    private async Task<JsonElement> StatusAsync()
    {
        Run run = await _home.RunAsync("status", "--profile", "work", "--json");
        using JsonDocument document = JsonDocument.Parse(run.Output);
        return document.RootElement.Clone();
    }

    private async Task<string> StatusLineAsync()
    {
        _home.Variables["NO_COLOR"] = "1";
        _home.Variables["AWS_PROFILE"] = "work";
        Run run = await _home.RunAsync("statusline");
        _home.Variables["AWS_PROFILE"] = null;
        return run.Output;
    }

    /// <summary>Moves what was remembered into the past.</summary>
    private async Task LetPassAsync(TimeSpan span)
    {
        JsonObject state = JsonNode.Parse(await File.ReadAllTextAsync(Breaker, Token))!.AsObject();
        state["failedAt"] = $"{DateTimeOffset.UtcNow - span:yyyy-MM-dd'T'HH:mm:ss'Z'}";
        await File.WriteAllTextAsync(Breaker, state.ToJsonString(), Token);
    }

    private async Task StoreAsync(string password)
    {
        foreach ((string kind, string value) in new[] { ("password", password), ("totp", "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP") })
        {
            using System.Diagnostics.Process process = _home.Start(CompanionHome.Companion, ["secret", "set", "--profile", "work", "--kind", kind, "--stdin"]);
            await process.StandardInput.WriteAsync(value);
            process.StandardInput.Close();
            Assert.Equal(0, (await CompanionHome.FinishAsync(process)).ExitStatus);
        }
    }

    private void Configure(string outcome, bool forbidsSeeds = false)
    {
        string file = Path.Combine(_home.Folder, "config.json");
        CompanionHome.WriteRested(file, new JsonObject
        {
            ["secretStore"] = "plaintext",
            ["forbidStoredTotpSeeds"] = forbidsSeeds,
            ["recipe"] = "mine",
            ["loginUser"] = "me",
            ["loginRole"] = "Admin",
            ["recipes"] = new JsonObject
            {
                ["mine"] = new JsonObject
                {
                    ["extends"] = "saml2aws",
                    ["command"] = new JsonArray(CompanionHome.Dummy, "at-terminal", "login-tool", "saml2aws", outcome, "Plain", s_hash, _home.CredentialsFile),
                },
            },
        }.ToJsonString());
        _home.Variables["CLAUDE_AWS_CONFIG"] = file;
    }
}
