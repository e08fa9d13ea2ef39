using System.Text.Json;
using Keepalive.Host.Tests.Support;
using Keepalive.Testing;

namespace Keepalive.Host.Tests;

/// <summary><c>claude-aws config</c>, run as a person runs it.</summary>
public sealed class ConfigTests : IDisposable
{
    private readonly CompanionHome _home = new();

    private string ConfigurationPath => Path.Combine(_home.Folder, "claude aws.json");

    public ConfigTests() => _home.Variables["CLAUDE_AWS_CONFIG"] = ConfigurationPath;

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task What_is_set_is_shown_with_its_place_and_taken_out_again()
    {
        Assert.Equal(0, (await ConfigAsync("set", "warnMinutes", "12")).ExitStatus);
        Assert.Equal("12\n", (await ConfigAsync("get", "warnMinutes")).Output);
        Assert.Contains($"12     {ConfigurationPath}, line 3\n", (await ConfigAsync()).Output, StringComparison.Ordinal);
        Assert.Equal(0, (await ConfigAsync("unset", "warnMinutes")).ExitStatus);
        Assert.Equal("30\n", (await ConfigAsync("get", "warnMinutes")).Output);
    }

    [Fact]
    public async Task A_program_gets_types_and_places()
    {
        await ConfigAsync("set", "forbidAutoLogin", "true", "--profile", "work");

        using var document = JsonDocument.Parse((await ConfigAsync("list", "--json", "--profile", "work")).Output);

        JsonElement setting = document.RootElement.GetProperty("settings").EnumerateArray().Single(found => found.GetProperty("name").GetString() == "forbidAutoLogin");
        Assert.True(setting.GetProperty("value").GetBoolean());
        Assert.Equal(("Profile", ConfigurationPath), (setting.GetProperty("origin").GetString(), setting.GetProperty("place").GetString()));
    }

    [Theory]
    [InlineData("status", "--all")]
    [InlineData("config")]
    [InlineData("config", "get", "profile")]
    public async Task A_slip_is_told_where_a_person_looks(params string[] arguments)
    {
        CompanionHome.WriteRested(ConfigurationPath, "{\n  \"warnMinuts\": 5\n}");

        Run run = await _home.RunAsync(arguments);

        Assert.Equal((0, $"claude-aws: {ConfigurationPath}, line 2, column 3: 'warnMinuts' is not a setting of Keepalive; did you mean 'warnMinutes'?\n"), (run.ExitStatus, run.Errors));
    }

    [Fact]
    public async Task A_slip_does_not_speak_up_in_an_export()
    {
        CompanionHome.WriteRested(ConfigurationPath, """{"warnMinuts":5}""");
        _home.WriteCredentials(Keys.Profile("default", "2099-01-01T00:00:00Z"));

        Run run = await _home.ExportAsync();

        Assert.Equal((0, ""), (run.ExitStatus, run.Errors));
    }

    [Theory]
    [InlineData(11, "set", "warnMinutes", "soon")]
    [InlineData(11, "set", "warnMinuts", "5")]
    [InlineData(11, "get", "warnMinuts")]
    [InlineData(64, "set", "warnMinutes")]
    public async Task A_mistake_is_told_and_changes_nothing(int status, params string[] arguments)
    {
        Run run = await ConfigAsync(arguments);

        Assert.Equal((status, ""), (run.ExitStatus, run.Output));
        Assert.NotEmpty(run.Errors);
        Assert.False(File.Exists(ConfigurationPath));
    }

    [Fact]
    public async Task A_dry_run_writes_nothing()
    {
        Assert.StartsWith("Would do: Set 'profile' to \"work\"", (await ConfigAsync("set", "profile", "work", "--dry-run")).Output, StringComparison.Ordinal);
        Assert.False(File.Exists(ConfigurationPath));
    }

    [Fact]
    public async Task A_variable_that_still_wins_is_told()
    {
        _home.Variables["CLAUDE_AWS_WARN_MINUTES"] = "3";

        Assert.Contains("CLAUDE_AWS_WARN_MINUTES overrides the configuration file", (await ConfigAsync("set", "warnMinutes", "9")).Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Path_and_schema_are_printed_whatever_the_file_is_like()
    {
        CompanionHome.WriteRested(ConfigurationPath, "{ broken");

        Assert.Equal(ConfigurationPath + "\n", (await ConfigAsync("path")).Output);
        Assert.Equal(Repository.Read("docs", "configuration.schema.json"), (await ConfigAsync("schema")).Output);
        Assert.Equal(11, (await ConfigAsync()).ExitStatus);
    }

    private Task<Run> ConfigAsync(params string[] arguments) => _home.RunAsync(["config", .. arguments]);
}
