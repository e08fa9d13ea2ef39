using Keepalive.ClaudeCode.Installation;

namespace Keepalive.Core.Tests.ClaudeCode.Installation;

/// <summary>Node's homedir() does not look at HOME on Windows.</summary>
public sealed class SettingsLocationTests
{
    [Theory]
    [InlineData(true, @"C:\Users\x\.claude\settings.json")]
    [InlineData(false, "/c/home/.claude/settings.json")]
    public void The_settings_lie_below_USERPROFILE_on_Windows_and_below_HOME_elsewhere(bool isWindows, string expected)
    {
        var environment = new SystemEnvironment(name => name switch { "HOME" => "/c/home", "USERPROFILE" => @"C:\Users\x", _ => null }, isWindows);

        Assert.Equal(expected, SettingsLocation.Find(environment, SettingsScope.User, "."));
    }

    [Fact]
    public void Without_USERPROFILE_the_account_database_of_Windows_tells_and_then_HOME()
    {
        var known = new SystemEnvironment(name => name == "HOME" ? @"D:\home" : null, isWindows: true) { FindAccountHome = () => @"C:\Users\y" };
        var unknown = new SystemEnvironment(name => name == "HOME" ? @"D:\home" : null, isWindows: true);

        Assert.Equal((@"C:\Users\y", @"D:\home"), (known.ClientHome, unknown.ClientHome));
    }
}
