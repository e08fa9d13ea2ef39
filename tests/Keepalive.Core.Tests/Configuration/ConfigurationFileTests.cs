using System.Text;
using Keepalive.Configuration;
using Keepalive.Testing;

namespace Keepalive.Core.Tests.Configuration;

public sealed class ConfigurationFileTests : IDisposable
{
    private readonly SyntheticHome _home = new();

    public ConfigurationFileTests() => _home.Variables["CLAUDE_AWS_CONFIG"] = Path.Combine(_home.Folder, "config.json");

    public void Dispose() => _home.Dispose();

    [Fact]
    public void A_missing_file_gives_the_defaults() => Assert.Equal(KeepaliveConfiguration.Default, Read());

    [Fact]
    [Trait("Migration", "S2")]
    public void Every_field_of_cc_aws_keepalive_keeps_its_name_and_meaning() => Assert.Equal(
        new KeepaliveConfiguration
        {
            Profile = "a",
            ExpirationField = "my_end",
            LoginCommand = "saml2aws login",
            AutoLoginCommand = "tool --auto",
            AutoLoginAhead = TimeSpan.FromMinutes(10),
            WarnAhead = TimeSpan.FromMinutes(20),
            TimerWarnAhead = TimeSpan.FromMinutes(45),
            StatusLineCommand = "git branch",
        },
        Read("""
            {"profile":"a","expirationField":"my_end","loginCmd":"saml2aws login","autoLoginCmd":"tool --auto","autoLoginMinutes":10,
             "warnMinutes":20,"timerWarnMinutes":45,"statusLineCmd":"git branch"}
            """));

    [Fact]
    [Trait("Migration", "S2")]
    public void The_defaults_are_those_of_cc_aws_keepalive()
    {
        KeepaliveConfiguration defaults = Read();

        Assert.Equal((30, 60, 0), (defaults.WarnAhead.TotalMinutes, defaults.TimerWarnAhead.TotalMinutes, defaults.AutoLoginAhead.TotalMinutes));
        Assert.Null(defaults.Profile ?? defaults.ExpirationField ?? defaults.LoginCommand ?? defaults.AutoLoginCommand ?? defaults.StatusLineCommand);
    }

    [Fact]
    public void Our_own_fields_are_read() => Assert.Equal(
        new KeepaliveConfiguration
        {
            EarlyRefresh = TimeSpan.FromMinutes(20.5),
            WhenSignedOut = SignedOutPrompt.Warn,
            LoginFlow = LoginFlow.DeviceCode,
            ForbidAutoLogin = true,
            ForbidStoredTotpSeeds = true,
        },
        Read("""{"$schema":"x","earlyRefreshMinutes":20.5,"whenSignedOut":"warn","loginFlow":"DeviceCode","forbidAutoLogin":true,"forbidStoredTotpSeeds":true}"""));

    [Fact]
    public void Comments_trailing_commas_and_a_byte_order_mark_are_fine() =>
        Assert.Equal("a", Read("\uFEFF// mine\n{ /* the team's */ \"profile\": \"a\", }\n").Profile);

    [Fact]
    public void Keys_of_other_versions_are_passed_over() =>
        Assert.Equal("a", Read("""{"warnMinutes":30,"syncTargets":[{"profile":"x"}],"nested":{"profile":"y"},"profile":"a"}""").Profile);

    [Fact]
    [Trait("Migration", "S1")]
    public void The_file_of_cc_aws_keepalive_itself_is_left_to_the_installer()
    {
        _home.Variables.Remove("CLAUDE_AWS_CONFIG");
        _home.Write(Path.Combine(_home.Folder, ".config", "cc-aws-keepalive", "config.json"), """{"profile":"other"}"""u8);

        Assert.Null(Read().Profile);
    }

    [Theory]
    [InlineData("""{"profile":null}""")]
    [InlineData("""{"profile":""}""")]
    [InlineData("{}")]
    public void Nothing_named_means_nothing_set(string text) => Assert.Null(Read(text).Profile);

    [Theory]
    [InlineData("", "line 1, column 1")]
    [InlineData("{\n  \"profile\": x\n}", "line 2, column 14")]
    [InlineData("{\"profile\":\"a\"", "not valid JSON")]
    [InlineData("{} {}", "not valid JSON")]
    [InlineData("[]", "not a JSON object")]
    [InlineData("{\"a\":\"é\",\"profile\":é}", "line 1, column 20")]
    [InlineData("{\"profile\":5}", "line 1, column 2: 'profile' must be text")]
    [InlineData("{\n\"profile\":{\"a\":1}}", "line 2, column 1: 'profile' must be text")]
    [InlineData("{\"profile\":\"\\uD800\"}", "not Unicode")]
    public void Anything_else_is_an_error_that_names_the_place(string text, string words)
    {
        KeepaliveException exception = Assert.Throws<KeepaliveException>(() => Read(text));

        Assert.Equal(KeepaliveErrorCode.ConfigurationInvalid, exception.Code);
        Assert.Contains(words, exception.Message, StringComparison.Ordinal);
        Assert.Equal(_home.Variables["CLAUDE_AWS_CONFIG"], exception.Target);
    }

    [Fact]
    public void Bytes_that_are_no_utf_8_are_an_error()
    {
        _home.Write(_home.Variables["CLAUDE_AWS_CONFIG"], Encoding.Latin1.GetBytes("{\"profile\":\"é\"}"));

        Assert.Equal(KeepaliveErrorCode.ConfigurationInvalid, Assert.Throws<KeepaliveException>(() => Read()).Code);
    }

    [Fact]
    public void A_folder_in_its_place_is_an_error()
    {
        Directory.CreateDirectory(_home.Variables["CLAUDE_AWS_CONFIG"]);

        Assert.Contains("it is a folder", Assert.Throws<KeepaliveException>(() => Read()).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, "CLAUDE_AWS_CONFIG=~/x.json", "/h/x.json")]
    [InlineData(false, "XDG_CONFIG_HOME=/xdg", "/xdg/claude-aws/config.json")]
    [InlineData(false, "", "/h/.config/claude-aws/config.json")]
    [InlineData(true, "APPDATA=C:\\roaming", "C:\\roaming\\claude-aws\\config.json")]
    [InlineData(true, "", null)]
    public void Is_found_where_the_platform_keeps_it(bool windows, string variable, string? expected)
    {
        string[] pair = variable.Split('=');
        var environment = new SystemEnvironment(name => name == pair[0] ? pair[^1] : name == "HOME" ? "/h" : null, windows);

        Assert.Equal(expected, ConfigurationFile.Locate(environment));
    }

    private KeepaliveConfiguration Read(string? text = null)
    {
        if (text is not null)
        {
            _home.Write(_home.Variables["CLAUDE_AWS_CONFIG"], Encoding.UTF8.GetBytes(text));
        }

        return ConfigurationFile.Read(_home.Environment, _home.Clock);
    }
}
