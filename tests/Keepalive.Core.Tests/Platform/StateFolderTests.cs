using Keepalive.Configuration;
using Keepalive.Testing;

namespace Keepalive.Core.Tests.Platform;

/// <summary>The state folder and the configuration file are the same ones from every current folder: credentials are never kept in a project.</summary>
public sealed class StateFolderTests
{
    [Theory]
    [InlineData("~")]
    [InlineData("state")]
    [InlineData("./state")]
    [InlineData("$HOME/.state")]
    [InlineData("%LOCALAPPDATA%/state")]
    [InlineData(" /srv/state")]
    public void A_path_that_is_not_full_is_ignored_on_Unix(string value)
    {
        SystemEnvironment environment = Unix(("HOME", "/home/me"), ("CLAUDE_AWS_STATE", value), ("XDG_STATE_HOME", value), ("XDG_CONFIG_HOME", value));

        Assert.Equal("/home/me/.local/state/claude-aws", StateFolder.Locate(environment));
        Assert.Equal("/home/me/.config/claude-aws/config.json", ConfigurationFile.Locate(environment));
    }

    [Theory]
    [InlineData("state")]
    [InlineData(@"C:state")]
    [InlineData("%LOCALAPPDATA%")]
    [InlineData("~")]
    public void The_same_on_Windows(string value)
    {
        SystemEnvironment environment = new(
            name => name switch { "USERPROFILE" => @"C:\Users\me", "CLAUDE_AWS_STATE" => value, "LOCALAPPDATA" => @"C:\Users\me\AppData\Local", _ => null }, isWindows: true);

        Assert.Equal(@"C:\Users\me\AppData\Local\claude-aws", StateFolder.Locate(environment));
    }

    [Theory]
    [InlineData("/srv/state", "/srv/state")]
    [InlineData("~/state", "/home/me/state")]
    public void A_full_path_counts(string value, string folder) => Assert.Equal(folder, StateFolder.Locate(Unix(("HOME", "/home/me"), ("CLAUDE_AWS_STATE", value))));

    [Fact]
    public void A_home_that_is_not_a_full_path_is_ignored()
    {
        SystemEnvironment environment = new(name => name == "HOME" ? "home/me" : null, isWindows: false) { FindAccountHome = () => "/home/me" };

        Assert.Equal("/home/me/.local/state/claude-aws", StateFolder.Locate(environment));
        Assert.Equal("HOME: 'home/me' is not a full path; Keepalive's own files are in the home folder of your account, but the AWS files are read below 'home/me' in the current folder, as by AWS tools", Assert.Single(ConfigurationFile.Read(environment, new FakeClock()).Problems).ToString());
    }

    [Fact]
    public void An_ignored_state_folder_is_told()
    {
        ConfigurationProblem problem = Assert.Single(ConfigurationFile.Read(Unix(("HOME", "/nowhere/me"), ("CLAUDE_AWS_STATE", "state")), new FakeClock()).Problems);

        Assert.Equal("CLAUDE_AWS_STATE: the state folder must be a full path; the value is ignored", problem.ToString());
    }

    private static SystemEnvironment Unix(params (string Name, string Value)[] variables) =>
        new(variables.ToDictionary(variable => variable.Name, variable => variable.Value).GetValueOrDefault, isWindows: false);
}
