using Keepalive.Wine.Tests.Support;

namespace Keepalive.Wine.Tests;

/// <summary>
/// With a program of ours in the place of Git Bash, which splits the string at its blanks and starts what it names: the commands need no more than
/// that.
/// </summary>
public sealed class InstallTests(WineMachine machine)
{
    private const string Before = "{\r\n  // mine\r\n  \"model\": \"opus\"\r\n}\r\n";

    [Fact]
    public async Task Wires_a_program_below_a_folder_with_a_blank_and_takes_everything_out_again()
    {
        WineHome home = machine.NewHome();
        home.Variables["CLAUDE_CODE_GIT_BASH_PATH"] = machine.PlayedGitBash();
        home.Write(home.ClaudeSettings, Before);
        home.Write(home.CredentialsFile, Keys.Profile("default"));

        Run install = await home.RunAsync("install", "--yes");
        WiredSettings wired = WiredSettings.Read(home.Read(home.ClaudeSettings));
        Run uninstall = await home.RunAsync("uninstall");

        Assert.True(install.ExitStatus == 0, install.Output + install.Errors);
        Assert.All(["awsCredentialExport", "awsAuthRefresh", "hooks", "statusLine"], slot => Assert.Contains($"Works       {slot}: C:/", install.Output, StringComparison.Ordinal));
        Assert.All(wired.Lines, line => Assert.Matches("^[^\"'\\\\ ]+( [a-z-]+)+$", line));
        Assert.Equal((0, Before), (uninstall.ExitStatus, home.Read(home.ClaudeSettings)));
    }
}
