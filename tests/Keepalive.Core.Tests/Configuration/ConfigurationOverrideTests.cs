using System.Text;
using Keepalive.Aws.AccessKeys;
using Keepalive.Configuration;
using Keepalive.Testing;

namespace Keepalive.Core.Tests.Configuration;

/// <summary>Profiles and variables go before the file's own settings.</summary>
public sealed class ConfigurationOverrideTests : IDisposable
{
    private readonly SyntheticHome _home = new();

    public ConfigurationOverrideTests() => _home.Variables["CLAUDE_AWS_CONFIG"] = Path.Combine(_home.Folder, "config.json");

    public void Dispose() => _home.Dispose();

    [Fact]
    [Trait("Migration", "W19")]
    public void A_profile_has_its_own_settings_over_the_common_ones()
    {
        KeepaliveConfiguration read = Read("""
            {"autoLoginCmd":"common","warnMinutes":10,"profiles":{"a":{"autoLoginCmd":"for a"},"b":{"warnMinutes":20}}}
            """);

        Assert.Equal(("for a", 10), (read.For("a").AutoLoginCommand, read.For("a").WarnAhead.TotalMinutes));
        Assert.Equal(("common", 20), (read.For("b").AutoLoginCommand, read.For("b").WarnAhead.TotalMinutes));
        Assert.Equal(("common", 10), (read.For("A").AutoLoginCommand, read.For("A").WarnAhead.TotalMinutes));
    }

    [Fact]
    public void A_name_with_any_sign_in_it_can_have_settings() =>
        Assert.Equal(7, Read("""{"profiles":{"a b/ü":{"warnMinutes":7}}}""").For("a b/ü").WarnAhead.TotalMinutes);

    [Fact]
    public void A_profile_can_have_its_own_expiry_key_and_another_keeps_the_common_one()
    {
        KeepaliveConfiguration read = Read("""{"expirationField":"common_end","profiles":{"a":{"expirationField":"a_end"},"b":null}}""");

        Assert.Equal(("a_end", "common_end"), (read.For("a").ExpirationField, read.For("b").ExpirationField));
    }

    [Fact]
    public async Task The_expiry_is_read_from_the_key_that_the_profile_has()
    {
        _home.WriteCredentials(string.Concat("ab".Select(name => $"""
            [{name}]
            aws_access_key_id = ASIATESTTESTTEST0001
            aws_secret_access_key = secret
            aws_session_token = token
            first_end = 2026-11-21T13:00:00Z
            second_end = 2026-11-21T14:00:00Z

            """)));
        KeepaliveConfiguration read = Read("""{"expirationField":"first_end","profiles":{"b":{"expirationField":"second_end"}}}""");

        AwsCredential[] credentials = [await _home.ResolveAsync("a", read), await _home.ResolveAsync("b", read)];

        Assert.Equal([13, 14], credentials.Select(credential => credential.Expiry!.Instant.Hour));
        Assert.Equal([13, 14], _home.Reader(read).LookAll().Select(report => report.Expires!.Value.Hour));
    }

    [Fact]
    public void A_variable_goes_before_the_file_and_before_the_profile()
    {
        _home.Variables["CLAUDE_AWS_WARN_MINUTES"] = "5";
        KeepaliveConfiguration read = Read("""{"warnMinutes":10,"profiles":{"a":{"warnMinutes":20,"loginCmd":"x"}}}""");

        Assert.Equal((5, 5, "x"), (read.WarnAhead.TotalMinutes, read.For("a").WarnAhead.TotalMinutes, read.For("a").LoginCommand));
    }

    [Fact]
    public void Every_setting_that_is_no_restriction_has_a_variable_named_after_it() => Assert.All(ConfigurationSettings.All, setting => Assert.Equal(
        setting.Name.StartsWith("forbid", StringComparison.Ordinal)
            ? null
            : "CLAUDE_AWS_" + string.Concat(setting.Name.Select(sign => char.IsUpper(sign) ? $"_{sign}" : char.ToUpperInvariant(sign).ToString())),
        setting.Variable));

    [Theory]
    [InlineData("CLAUDE_AWS_PROFILE", "v", "v")]
    [InlineData("CC_KEEPALIVE_PROFILE", "v", "v")]
    [InlineData("CLAUDE_AWS_PROFILE", "", "f")]
    [Trait("Migration", "S5")]
    public void The_profile_has_two_variables(string variable, string value, string expected)
    {
        _home.Variables[variable] = value;

        Assert.Equal(expected, Read("""{"profile":"f"}""").Profile);
    }

    [Fact]
    public void A_variable_whose_value_does_not_fit_is_told_and_the_file_counts()
    {
        _home.Variables["CLAUDE_AWS_WARN_MINUTES"] = "soon";
        KeepaliveConfiguration read = Read("""{"warnMinutes":10}""");

        Assert.Equal(10, read.WarnAhead.TotalMinutes);
        Assert.Equal("CLAUDE_AWS_WARN_MINUTES: 'warnMinutes' must be a number of minutes from 0 to 10080; the value is ignored", Assert.Single(read.Problems).ToString());
    }

    [Fact]
    [Trait("Migration", "S6")]
    public void Login_ahead_of_the_end_needs_no_expiry_key_because_the_end_is_found() =>
        Assert.Empty(Read("""{"autoLoginMinutes":10,"autoLoginCmd":"x"}""").Problems);

    private KeepaliveConfiguration Read(string text)
    {
        _home.Write(_home.Variables["CLAUDE_AWS_CONFIG"], Encoding.UTF8.GetBytes(text));
        return ConfigurationFile.Read(_home.Environment, _home.Clock);
    }
}
