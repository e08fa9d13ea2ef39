using System.Diagnostics;
using System.Text.Json.Nodes;
using Keepalive.Host.Tests.Support;
using Keepalive.Testing;

namespace Keepalive.Host.Tests;

/// <summary>The machine's policy at its real place, obeyed by the program. Only these programs see it.</summary>
public sealed class PolicyTests : IDisposable
{
    private const string Place = "/etc/claude-aws/policy.json";
    private const string Other = "ASIAOTHEROTHEROTHER1";

    private readonly CompanionHome _home = new();
    private readonly MachineFolder _machine = MachineFolder.Make();

    public PolicyTests()
    {
        _home.Machine = _machine;
        _home.Variables["CLAUDE_AWS_STATE"] = Path.Combine(_home.Folder, "state");
        _home.WriteCredentials(Keys.Profile("work", "2099-01-01T00:00:00Z") + Keys.Profile("other", "2099-01-01T00:00:00Z", Other));
    }

    public void Dispose()
    {
        _home.Dispose();
        _machine.Dispose();
    }

    [Fact]
    public async Task Without_one_the_person_chooses()
    {
        Run run = await _home.ExportAsync("--profile", "other");

        Assert.Equal((0, Other), (run.ExitStatus, (string?)JsonNode.Parse(run.Output)!["Credentials"]!["AccessKeyId"]));
    }

    [Fact]
    public async Task A_pinned_profile_is_used_and_no_variable_leads_to_another_policy()
    {
        Decide("""{"profile":"work"}""");
        string elsewhere = Path.Combine(_home.Folder, "claude-aws", "policy.json");
        Directory.CreateDirectory(Path.GetDirectoryName(elsewhere)!);
        CompanionHome.WriteRested(elsewhere, """{"profile":"other"}""");
        foreach (string name in (string[])["CLAUDE_AWS_POLICY", "CLAUDE_AWS_POLICY_FILE", "CLAUDE_AWS_POLICY_PATH", "KEEPALIVE_POLICY"])
        {
            _home.Variables[name] = elsewhere;
        }

        foreach (string name in (string[])["CLAUDE_AWS_POLICY_FOLDER", "CLAUDE_AWS_POLICY_DIR", "XDG_CONFIG_DIRS", "XDG_CONFIG_HOME", "ProgramFiles", "ProgramData"])
        {
            _home.Variables[name] = _home.Folder;
        }

        _home.Variables["AWS_PROFILE"] = "other";

        Run pinned = await _home.ExportAsync();
        Run asked = await _home.ExportAsync("--profile", "other");

        Assert.Equal(new Run(0, Keys.Line("2099-01-01T00:00:00Z"), string.Empty), pinned);
        Assert.Equal((ExitStatus.Of(KeepaliveErrorCode.ForbiddenByPolicy), string.Empty), (asked.ExitStatus, asked.Output));
        Assert.Contains(Place, asked.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Its_restrictions_go_before_the_person_s_own_settings_in_every_verb_that_they_concern()
    {
        Decide("""{"forbidAutoLogin":true,"forbidStoredTotpSeeds":true,"loginFlow":"browser"}""");
        string file = Path.Combine(_home.Folder, "config.json");
        CompanionHome.WriteRested(file, """{"recipe":"saml2aws","loginUser":"me","forbidAutoLogin":false,"forbidStoredTotpSeeds":false,"secretStore":"plaintext","loginFlow":"deviceCode"}""");
        _home.Variables["CLAUDE_AWS_CONFIG"] = file;
        _home.WriteConfig(SignedInFiles.Profile("profile sso", SignedInFiles.SandboxAccount) + SignedInFiles.Session("us-east-1"));
        _home.Variables["AWS_ENDPOINT_URL"] = "http://127.0.0.1:1";

        Run autoLogin = await _home.RunAsync("autologin", "--profile", "work");
        using Process set = _home.Start(CompanionHome.Companion, ["secret", "set", "--stdin", "--kind", "totp", "--profile", "work"]);
        await set.StandardInput.WriteAsync("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        set.StandardInput.Close();
        Run seed = await CompanionHome.FinishAsync(set);
        Run login = await _home.RunAsync("login", "--use-device-code", "--profile", "sso");
        Run settings = await _home.RunAsync("config", "get", "loginFlow");

        AssertFailed(KeepaliveErrorCode.AutoLoginForbidden, Place, autoLogin);
        AssertFailed(KeepaliveErrorCode.TotpSeedForbidden, "forbidStoredTotpSeeds", seed);
        AssertFailed(KeepaliveErrorCode.ForbiddenByPolicy, Place, login);
        Assert.Equal("browser\n", settings.Output);
        Assert.Empty(Directory.EnumerateFiles(_home.Folder, "*.txt", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task One_that_can_not_be_made_out_stops_everything_but_a_prompt()
    {
        Decide("{ oops");

        Run export = await _home.ExportAsync();
        Run refresh = await _home.RunAsync("refresh");
        using Process check = _home.Start(CompanionHome.Companion, ["check", "--as-hook"]);
        await check.StandardInput.WriteAsync("{\"hook_event_name\":\"UserPromptSubmit\",\"prompt\":\"hello\"}\n");
        check.StandardInput.Close();
        Run hook = await CompanionHome.FinishAsync(check);

        AssertFailed(KeepaliveErrorCode.PolicyInvalid, Place, export);
        AssertFailed(KeepaliveErrorCode.PolicyInvalid, Place, refresh);
        Assert.Equal(0, hook.ExitStatus);
        Assert.DoesNotContain("\"block\"", hook.Output, StringComparison.Ordinal);
    }

    private static void AssertFailed(string code, string words, Run run)
    {
        Assert.True(run.ExitStatus == ExitStatus.Of(code), $"{run.ExitStatus} instead of {code}: {run.Errors}");
        Assert.Equal(string.Empty, run.Output);
        Assert.Contains(words, run.Errors, StringComparison.Ordinal);
    }

    private void Decide(string policy) => _machine.Write("claude-aws/policy.json", policy);
}
