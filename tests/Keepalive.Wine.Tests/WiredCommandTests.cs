using Keepalive.Wine.Tests.Support;

namespace Keepalive.Wine.Tests;

/// <summary>
/// What install writes, by its exact strings: run by cmd.exe, and by a program in the place of Windows PowerShell, which hands a line to PowerShell 7 for
/// Windows. Claude Code takes the second where there is no Git Bash.
/// </summary>
public sealed class WiredCommandTests(WineMachine machine)
{
    private const string Before = "{\r\n  // mine\r\n  \"model\": \"opus\"\r\n}\r\n";

    private const string Prompt = """{"hook_event_name":"UserPromptSubmit","session_id":"s","prompt":"hello"}""";
    private const string Session = """{"session_id":"s"}""";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_companion_s_commands_work_in_each_shell_until_uninstall_takes_them_out(bool hasBlank)
    {
        await machine.PowerShellAsync();
        WineHome home = Home(hasBlank);

        Run install = await home.RunAsync("install", "--yes", "--no-verify");
        WiredSettings wired = WiredSettings.Read(home.Read(home.ClaudeSettings));
        await AssertWorksAsync(wired, hasBlank ? [home.CmdAsync, home.OldPowerShellAsync] : [home.CmdAsync]);
        Run uninstall = await home.RunAsync("uninstall");

        Assert.Equal((0, 0, Before), (install.ExitStatus, uninstall.ExitStatus, home.Read(home.ClaudeSettings)));
        Assert.All(wired.Lines, line => Assert.Matches("^C:/[^ ]+/claude-aws.exe [a-z -]+$", line));
    }

    /// <summary>Without Git Bash install tries its commands through Windows PowerShell.</summary>
    [Fact]
    public async Task Install_tries_the_commands_through_PowerShell_and_finds_that_they_work()
    {
        await machine.PowerShellAsync();
        WineHome home = Home(hasBlank: true);

        Run install = await home.RunAsync("install", "--yes");

        string told = install.Output + install.Errors;
        Assert.SkipWhen(told.Contains("did not end within", StringComparison.Ordinal), $"This machine is too slow for the time that a trial has:\n{told}");
        Assert.True(install.ExitStatus == 0, told);
        Assert.All(["awsCredentialExport", "awsAuthRefresh", "hooks", "statusLine"], slot => Assert.Contains($"Works       {slot}: C:/", install.Output, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_cmdlets_commands_work_in_each_shell_until_uninstall_takes_them_out()
    {
        await machine.PowerShellAsync();
        WineHome home = Home(hasBlank: true);

        Run install = await home.PowerShellAsync("Install-ClaudeAwsKeepalive -Engine Cmdlets -NoVerify");
        WiredSettings wired = WiredSettings.Read(home.Read(home.ClaudeSettings));
        await AssertWorksAsync(wired, home.CmdAsync, home.OldPowerShellAsync);
        Run uninstall = await home.PowerShellAsync("Uninstall-ClaudeAwsKeepalive");

        Assert.True((install.ExitStatus, uninstall.ExitStatus) == (0, 0), install.Errors + uninstall.Errors);
        Assert.Equal(Before, home.Read(home.ClaudeSettings));
        Assert.All(wired.Lines, line => Assert.Matches("^pwsh -NoProfile -NonInteractive -Command (Keepalive\\\\)?[A-Za-z-]+( -[A-Za-z]+)?$", line));
    }

    private static async Task AssertWorksAsync(WiredSettings wired, params Func<string, string, Task<Run>>[] shells)
    {
        foreach (Func<string, string, Task<Run>> shell in shells)
        {
            Assert.Equal(new Run(0, Keys.Line(), string.Empty), Plain(await shell(wired.Export, string.Empty)));

            Run refresh = await shell(wired.Refresh, string.Empty);
            Assert.True(refresh.ExitStatus == 0, refresh.Output + refresh.Errors);

            Run hook = Plain(await shell(string.Join(' ', wired.Hook), Prompt));
            Assert.Equal(new Run(0, string.Empty, string.Empty), hook);

            Run line = Plain(await shell(wired.StatusLine, Session));
            Assert.Equal((0, string.Empty), (line.ExitStatus, line.Errors));

            // Its own limit, where the machine gave it no time.
            Assert.Matches("^AWS: ([0-9]+d[0-9]+h|[?]\n$)", line.Output);
        }
    }

    /// <summary>Wine says something of its own where PowerShell looks at the drives.</summary>
    private static Run Plain(Run run) => run with
    {
        Output = run.Output.ReplaceLineEndings("\n"),
        Errors = string.Join('\n', run.Errors.ReplaceLineEndings("\n").Split('\n').Where(line => !line.StartsWith("wine: ", StringComparison.Ordinal))),
    };

    private WineHome Home(bool hasBlank)
    {
        WineHome home = machine.NewHome(hasBlank);
        home.Write(home.ClaudeSettings, Before);
        home.Write(home.CredentialsFile, Keys.Profile("default"));
        WindowsPowerShell.UseIn(home);
        return home;
    }
}
