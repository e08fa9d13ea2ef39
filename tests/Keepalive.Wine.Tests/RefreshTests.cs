using System.Text.Json.Nodes;
using Keepalive.Wine.Tests.Support;

namespace Keepalive.Wine.Tests;

public sealed class RefreshTests(WineMachine machine)
{
    [Fact]
    public async Task The_login_command_is_a_line_for_cmd()
    {
        WineHome home = Home("copy \"%USERPROFILE%\\fresh keys\" \"%USERPROFILE%\\.aws\\credentials\" >nul && ver >nul");

        Run run = await home.RunAsync("refresh");

        Assert.True(run.ExitStatus == 0, run.Errors);
        Assert.Equal(new Run(0, Keys.Line(accessKeyId: "ASIAFRESH00000000002"), string.Empty), await home.ExportAsync());
        Run logs = await home.RunAsync("logs");
        Assert.Equal((0, string.Empty), (logs.ExitStatus, logs.Errors));
        Assert.Contains("default", logs.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(Keys.Secret, logs.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_login_command_that_fails_is_told_with_its_exit_status()
    {
        WineHome home = Home("exit 3");

        Run run = await home.RunAsync("refresh");

        Assert.NotEqual(0, run.ExitStatus);
        Assert.Contains("ended with exit status 3", run.Output + run.Errors, StringComparison.Ordinal);
    }

    private WineHome Home(string command)
    {
        WineHome home = machine.NewHome();
        home.Write(home.CredentialsFile, Keys.Profile("default", "2001-01-01T00:00:00Z"));
        home.Write($@"{home.Folder}\fresh keys", Keys.Profile("default", accessKeyId: "ASIAFRESH00000000002"));
        home.Write(home.ConfigurationFile, new JsonObject { ["autoLoginCmd"] = command }.ToJsonString());
        return home;
    }
}
