using System.Text;
using Keepalive.Configuration;
using Keepalive.Testing;

namespace Keepalive.Core.Tests.Configuration;

/// <summary>A slip is told with its place; one that could change the account ends everything.</summary>
public sealed class ConfigurationProblemTests : IDisposable
{
    private readonly SyntheticHome _home = new();

    private string ConfigurationPath => Path.Combine(_home.Folder, "config.json");

    public ConfigurationProblemTests() => _home.Variables["CLAUDE_AWS_CONFIG"] = ConfigurationPath;

    public void Dispose() => _home.Dispose();

    [Fact]
    public void A_right_file_has_no_problem() =>
        Assert.Empty(Read("""{"$schema":"./s.json","profile":"a","profiles":{"b":{"warnMinutes":5}}}""").Problems);

    [Fact]
    [Trait("Migration", "S3")]
    public void An_unknown_key_is_told_with_line_and_column()
    {
        ConfigurationProblem problem = Assert.Single(Read("{\n  // é\n  \"é\": 1, \"warnMinuts\": 5\n}").Problems, found => found.Key == "warnMinuts");

        Assert.Equal(new ConfigurationProblem(ConfigurationPath, 3, 11, "warnMinuts", "'warnMinuts' is not a setting of Keepalive; did you mean 'warnMinutes'?"), problem);
        Assert.Equal($"{ConfigurationPath}, line 3, column 11: {problem.Message}", problem.Sentence);
    }

    [Fact]
    [Trait("Migration", "S3")]
    public void Digits_between_quotes_are_a_number()
    {
        KeepaliveConfiguration read = Read("""{"warnMinutes":"12"}""");

        Assert.Equal(12, read.WarnAhead.TotalMinutes);
        Assert.Empty(read.Problems);
    }

    [Theory]
    [InlineData("warnMinutes", "\"soon\"", "a number of minutes from 0 to 10080")]
    [InlineData("warnMinutes", "-1", "a number of minutes")]
    [InlineData("warnMinutes", "1e300", "a number of minutes")]
    [InlineData("warnMinutes", "[30]", "a number of minutes")]
    [InlineData("earlyRefreshMinutes", "5", "from 15 to 45")]
    [InlineData("loginCmd", "5", "text")]
    [InlineData("statusLineCmd", "{\"type\":\"command\"}", "text")]
    [InlineData("whenSignedOut", "\"stop\"", "\"block\" or \"warn\"")]
    [InlineData("loginFlow", "true", "\"auto\" or \"browser\" or \"deviceCode\"")]
    [InlineData("forbidAutoLogin", "1", "true or false")]
    [Trait("Migration", "S3")]
    public void A_value_that_does_not_fit_is_told_and_counts_as_not_set(string key, string value, string expected)
    {
        KeepaliveConfiguration read = Read($$"""{"profile":"a",  "{{key}}":{{value}}}""");

        ConfigurationProblem problem = Assert.Single(read.Problems);
        Assert.Equal((1, 18, key), (problem.Line, problem.Column, problem.Key));
        Assert.Contains($"'{key}' must be", problem.Message, StringComparison.Ordinal);
        Assert.Contains(expected, problem.Message, StringComparison.Ordinal);
        Assert.Equal(new KeepaliveConfiguration { Profile = "a", Problems = read.Problems }, read);
    }

    [Fact]
    [Trait("Migration", "S32")]
    public void The_settings_for_copying_credentials_get_one_note() =>
        Assert.Single(Read("""{"syncTargets":[],"syncTimeoutSeconds":15,"syncCooldownSeconds":60}""").Problems, problem => problem.Key == "syncTargets");

    [Fact]
    public void Of_two_equal_keys_the_last_counts_and_both_are_told()
    {
        KeepaliveConfiguration read = Read("{\"warnMinutes\":1,\n\"warnMinutes\":2}");

        Assert.Equal(2, read.WarnAhead.TotalMinutes);
        Assert.Equal((2, 1, "warnMinutes"), Assert.Single(read.Problems) is var problem ? (problem.Line, problem.Column, problem.Key) : default);
    }

    [Fact]
    public void A_second_value_that_does_not_fit_does_not_bring_the_first_one_back() =>
        Assert.Equal(30, Read("""{"warnMinutes":1,"warnMinutes":"soon"}""").WarnAhead.TotalMinutes);

    [Fact]
    public void A_file_of_something_else_is_not_listed_without_end() =>
        Assert.Equal(20, Read("{" + string.Join(',', Enumerable.Range(0, 500).Select(number => $"\"x{number:d4}{number:d4}\":0")) + "}").Problems.Count);

    [Theory]
    [InlineData("profil")]
    [InlineData("Profile")]
    [InlineData("PROFILE")]
    [InlineData("proifle")]
    [InlineData("Profiles")]
    [InlineData("awsProfile")]
    [InlineData("aws_profile")]
    [InlineData("profile-name")]
    [InlineData("expirationfield")]
    [InlineData("expiration_field")]
    [Trait("Migration", "W10")]
    public void A_slip_in_a_key_that_decides_the_account_ends_everything(string key)
    {
        KeepaliveException exception = Assert.Throws<KeepaliveException>(() => Read($"{{\n \"{key}\": \"other\"}}"));

        Assert.Equal(KeepaliveErrorCode.ConfigurationInvalid, exception.Code);
        Assert.Contains($"line 2, column 2: '{key}' is not a setting", exception.Message, StringComparison.Ordinal);
        Assert.Matches(@"did you mean '\w+'\?$", exception.Message);
    }

    [Theory]
    [InlineData("""{"profile":["a"]}""", "'profile' must be text")]
    [InlineData("""{"expirationField":7}""", "'expirationField' must be text")]
    [InlineData("""{"profiles":["a"]}""", "'profiles' must be an object")]
    [InlineData("""{"profiles":{"a":"b"}}""", "the settings of profile 'a' must be an object")]
    [InlineData("""{"profiles":{"a":{"profile":"b"}}}""", "'profile' can't be set for one profile")]
    [InlineData("""{"profiles":{"a":{"expirationField":true}}}""", "'expirationField' must be text")]
    [InlineData("""{"profiles":{"a":{"profiles":{}}}}""", "'profiles' is not a setting")]
    [Trait("Migration", "W10")]
    public void So_does_a_wrong_value_of_one(string text, string words)
    {
        KeepaliveException exception = Assert.Throws<KeepaliveException>(() => Read(text));

        Assert.Equal(KeepaliveErrorCode.ConfigurationInvalid, exception.Code);
        Assert.Matches(@"line 1, column \d+: " + System.Text.RegularExpressions.Regex.Escape(words), exception.Message);
    }

    [Theory]
    [InlineData("no such/profile")]
    [InlineData("a b")]
    [InlineData("; rm -rf")]
    [Trait("Migration", "W10")]
    public void A_name_that_no_tool_could_have_stays_what_it_is(string name) =>
        Assert.Equal(name, Read($$"""{"profile":"{{name}}"}""").Profile);

    [Theory]
    [InlineData("theme")]
    [InlineData("file")]
    [InlineData("hooks")]
    [InlineData("model")]
    public void A_key_that_only_shares_letters_with_one_is_an_ordinary_problem(string key) =>
        Assert.Equal(key, Assert.Single(Read($$"""{"{{key}}":1}""").Problems).Key);

    private KeepaliveConfiguration Read(string text)
    {
        _home.Write(ConfigurationPath, Encoding.UTF8.GetBytes(text));
        return ConfigurationFile.Read(_home.Environment, _home.Clock);
    }
}
