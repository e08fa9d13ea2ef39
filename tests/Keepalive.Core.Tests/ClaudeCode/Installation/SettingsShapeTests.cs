using Keepalive.ClaudeCode.Installation;
using Keepalive.Platform.Jsonc;

namespace Keepalive.Core.Tests.ClaudeCode.Installation;

/// <summary>Each shape was given to Claude Code 2.1.233 and 2.1.332, with a helper in the same file that was then called or not.</summary>
public sealed class SettingsShapeTests
{
    public static TheoryData<string> Skipped =>
    [
        """{ "hooks": { "Stop": [{ "matcher": {}, "hooks": [] }] } }""",
        """{ "hooks": { "Stop": [{ "matcher": 5, "hooks": [] }] } }""",
        """{ "hooks": { "Stop": [{ "matcher": null, "hooks": [] }] } }""",
        """{ "hooks": { "Stop": [{ "matcher": ["a"], "hooks": [] }] } }""",
        """{ "hooks": { "Stop": [{ "matcher": "" }] } }""",
        """{ "hooks": { "Stop": [{ "hooks": {} }] } }""",
        """{ "hooks": { "Stop": ["x"] } }""",
        """{ "hooks": { "Stop": [null] } }""",
        """{ "hooks": { "Stop": [{ "type": "command", "command": "true" }] } }""",
        """{ "hooks": { "Stop": [{ "hooks": [{ "command": "true" }] }] } }""",
        """{ "hooks": { "Stop": [{ "hooks": [{ "type": "command" }] }] } }""",
        """{ "hooks": { "Stop": [{ "hooks": [{ "type": "command", "command": 5 }] }] } }""",
        """{ "hooks": { "Stop": [{ "hooks": ["true"] }] } }""",
        """{ "hooks": { "Stop": [{ "hooks": [null] }] } }""",
        """{ "hooks": { "Stop": [{ "hooks": [{ "type": "command", "command": "true", "timeout": "10" }] }] } }""",
        """{ "hooks": { "Stop": [{ "hooks": [{ "type": "command", "command": "true", "args": "x" }] }] } }""",
        """{ "env": [] }""",
        """{ "env": "x" }""",
        """{ "statusLine": "x" }""",
        """{ "statusLine": null }""",
        """{ "statusLine": { "command": "true" } }""",
        """{ "statusLine": { "type": "command" } }""",
        """{ "statusLine": { "type": "command", "command": "true", "padding": "0" } }""",
        """{ "awsAuthRefresh": 5 }""",
        """{ "awsAuthRefresh": null }""",
        """{ "apiKeyHelper": {} }""",
        """{ "model": 5 }""",
        """{ "outputStyle": 5 }""",
        """{ "permissions": "x" }""",
        """{ "permissions": { "allow": "Bash" } }""",
        """{ "permissions": { "additionalDirectories": "x" } }""",
        """{ "disableAllHooks": "yes" }""",
        """{ "includeCoAuthoredBy": "yes" }""",
        """{ "cleanupPeriodDays": "x" }""",
        """{ "enabledPlugins": [] }""",
        """{ "sandbox": "x" }""",
    ];

    public static TheoryData<string> Taken =>
    [
        "{}",
        """{ "hooks": [] }""",
        """{ "hooks": null }""",
        """{ "hooks": { "Stop": {} } }""",
        """{ "hooks": { "Stop": null } }""",
        """{ "hooks": { "Nope": [{}] } }""",
        """{ "hooks": { "Stop": [{ "hooks": [{ "type": "command", "command": "true", "zzz": 1 }] }] } }""",
        """{ "hooks": { "Stop": [{ "matcher": "Bash", "hooks": [{ "type": "prompt", "prompt": "x" }] }] } }""",
        """{ "env": { "A": 5, "B": true, "C": {}, "D": null } }""",
        """{ "statusLine": { "type": "command", "command": "true", "refreshInterval": "5" } }""",
        """{ "permissions": { "allow": [5, "bash(x"] } }""",
        """{ "extraKnownMarketplaces": { "x": { "source": 5 } } }""",
        """{ "zzz": { "a": 1 }, "$schema": "nope" }""",
    ];

    [Theory]
    [MemberData(nameof(Skipped))]
    public void What_makes_the_client_skip_the_file_is_known(string settings) => Assert.NotEmpty(SettingsShape.Find(JsoncDocument.Parse(System.Text.Encoding.UTF8.GetBytes(settings))));

    [Theory]
    [MemberData(nameof(Taken))]
    public void What_the_client_takes_is_no_fault(string settings) => Assert.Empty(SettingsShape.Find(JsoncDocument.Parse(System.Text.Encoding.UTF8.GetBytes(settings))));

    [Theory]
    [InlineData("{\n  \"hooks\": { \"Stop\": [\n    { \"matcher\": {}, \"hooks\": [] } ] }\n}", "line 3, column 18: 'hooks.Stop[0].matcher' must be a string, but is an object; because of this, older versions of Claude Code (for example 2.1.233) skip the whole file, and version 2.1.332 skips that hook.")]
    [InlineData("{ \"hooks\": { \"Stop\": [ { \"matcher\": \"\" } ] } }", "line 1, column 24: 'hooks.Stop[0]' has no list 'hooks'; because of this, older versions of Claude Code (for example 2.1.233) skip the whole file, and version 2.1.332 skips that hook.")]
    [InlineData("{ \"model\": 5 }", "line 1, column 12: 'model' must be a string, but is a number; because of this, Claude Code skips the whole file.")]
    public void An_installation_into_such_a_file_is_refused_before_anything_is_written(string settings, string message)
    {
        using InstallHome home = new InstallHome().With(settings);
        SortedDictionary<string, string> before = home.Files();

        var refusal = Assert.Throws<KeepaliveException>(() => home.Plan());

        Assert.Equal(KeepaliveErrorCode.SettingsFileInvalid, refusal.Code);
        Assert.Equal($"{home.SettingsPath}, {message}", refusal.Message);
        Assert.Equal(before, home.Files());
    }

    [Theory]
    [InlineData("""{ "awsAuthRefresh": null, "awsCredentialExport": 5 }""")]
    [InlineData("""{ "statusLine": null }""")]
    [InlineData("""{ "statusLine": { "type": "command" } }""")]
    public void A_wrong_value_that_gives_way_to_ours_is_no_obstacle_and_comes_back(string settings)
    {
        using InstallHome home = new InstallHome().With(settings);

        home.Install();

        Assert.Empty(SettingsShape.Find(JsoncDocument.Parse(File.ReadAllBytes(home.SettingsPath))));
        home.Uninstall();
        Assert.Equal(settings, home.Settings);
    }
}
