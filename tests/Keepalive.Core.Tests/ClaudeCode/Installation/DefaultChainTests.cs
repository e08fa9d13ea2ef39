using System.Text.Json.Nodes;
using Keepalive.ClaudeCode.Installation;
using Keepalive.Core.Tests.Platform.Jsonc;
using Keepalive.Testing;

namespace Keepalive.Core.Tests.ClaudeCode.Installation;

/// <summary>When Claude Code's default chain is led to the same credential, and how.</summary>
public sealed class DefaultChainTests : IDisposable
{
    private readonly InstallHome _home = new();

    [Fact]
    public void A_profile_of_ours_stands_for_the_source_with_its_region()
    {
        _home.Variables["AWS_PROFILE"] = "work";
        _home.Home.WriteConfig("# mine\r\n[profile work]\r\nregion = eu-west-1");

        _home.Install();

        string word = ShellWord.Of(_home.Program, OperatingSystem.IsWindows())!;
        Assert.Equal(
            $"# mine\r\n[profile work]\r\nregion = eu-west-1\r\n\r\n[profile claude-aws]\r\nclaude_aws_source = work\r\ncredential_process = {word} export --format process --profile work\r\nregion = eu-west-1\r\n",
            File.ReadAllText(_home.Home.ConfigPath));
        Assert.Equal("claude-aws", NamedProfile());
    }

    [Fact]
    public void Another_account_in_AWS_PROFILE_of_the_settings_is_left_alone_and_said()
    {
        _home.With("""{ "env": { "AWS_PROFILE": "other" } }""");

        IReadOnlyList<string> notes = _home.Install().Notes;

        Assert.Equal("other", NamedProfile());
        Assert.False(File.Exists(_home.Home.ConfigPath));
        Assert.Contains(notes, note => note.Contains("AWS_PROFILE names 'other'", StringComparison.Ordinal));
    }

    [Fact]
    public void The_same_account_in_AWS_PROFILE_of_the_settings_gives_way_and_comes_back()
    {
        const string Settings = """{ "env": { "AWS_PROFILE": "work" } }""";
        _home.With(Settings).Install(_home.Options with { Profile = "work" });
        Assert.Equal("claude-aws", NamedProfile());

        _home.Uninstall();

        Assert.Equal(Settings, _home.Settings);
    }

    [Theory]
    [InlineData(true, "claude-aws")]
    [InlineData(false, "other")]
    public void The_person_decides_when_asked_to(bool wanted, string profile)
    {
        _home.With("""{ "env": { "AWS_PROFILE": "other" } }""").Install(_home.Options with { DefaultChain = wanted });

        Assert.Equal(profile, NamedProfile());
    }

    [Theory]
    [InlineData("[profile claude-aws]\nregion = us-east-1\n", "")]
    [InlineData("", "[claude-aws]\naws_access_key_id = x\n")]
    public void A_profile_of_that_name_which_is_not_ours_is_left_alone(string config, string credentials)
    {
        _home.Home.WriteConfig(config).WriteCredentials(Keys.Profile("default") + credentials);

        _home.Install();

        Assert.Equal(config, File.ReadAllText(_home.Home.ConfigPath));
        Assert.Null(NamedProfile());
        Assert.Equal(KeepaliveErrorCode.InstallationRefused, Assert.Throws<KeepaliveException>(() => _home.Install(_home.Options with { DefaultChain = true })).Code);
    }

    [Fact]
    public void It_never_stands_for_itself()
    {
        _home.Install(_home.Options with { Profile = "work" });
        File.Delete(_home.ConfigurationPath);
        _home.Variables["AWS_PROFILE"] = "claude-aws";

        _home.Install();

        Assert.Contains("claude_aws_source = work\n", File.ReadAllText(_home.Home.ConfigPath), StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_that_a_shell_would_read_otherwise_gets_no_chain()
    {
        _home.Home.WriteCredentials(Keys.Profile("$(x)"));

        IReadOnlyList<string> notes = _home.Install(_home.Options with { Profile = "$(x)" }).Notes;

        Assert.Null(NamedProfile());
        Assert.Contains(notes, note => note.StartsWith("The default credential chain is not changed", StringComparison.Ordinal));
    }

    [Fact]
    public void Another_identity_that_goes_before_it_is_named()
    {
        _home.Variables["AWS_ACCESS_KEY_ID"] = "ASIATESTTESTTEST0009";
        _home.Variables["AWS_SECRET_ACCESS_KEY"] = "s";
        _home.Variables["AWS_SESSION_TOKEN"] = "t";

        Assert.Contains(_home.Install().Notes, note => note.StartsWith("AWS_ACCESS_KEY_ID is set in the environment", StringComparison.Ordinal));
    }

    [Fact]
    public void A_config_file_that_was_changed_since_loses_our_profile_alone()
    {
        _home.Home.WriteConfig("[default]\nregion = r\n");
        _home.Install();
        _home.Home.WriteConfig(File.ReadAllText(_home.Home.ConfigPath) + "# theirs\n[profile later]\nregion = x\n");

        _home.Uninstall();

        Assert.Equal("[default]\nregion = r\n# theirs\n[profile later]\nregion = x\n", File.ReadAllText(_home.Home.ConfigPath));
    }

    [Fact]
    public void It_goes_when_it_is_no_longer_wanted()
    {
        _home.Install();
        _home.Install(_home.Options with { DefaultChain = false });

        Assert.Null(NamedProfile());
        Assert.False(File.Exists(_home.Home.ConfigPath));
    }

    public void Dispose() => _home.Dispose();

    private string? NamedProfile() => (string?)(JsoncSamples.Read(File.ReadAllBytes(_home.SettingsPath))!["env"] as JsonObject)?["AWS_PROFILE"];
}
