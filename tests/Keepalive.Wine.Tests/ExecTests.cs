using Keepalive.Wine.Tests.Support;

namespace Keepalive.Wine.Tests;

public sealed class ExecTests(WineMachine machine)
{
    [Fact]
    public async Task The_command_has_the_credential_and_its_exit_code_is_ours()
    {
        WineHome home = machine.NewHome();
        home.Write(home.CredentialsFile, Keys.Profile("default"));

        // A script: on the command line the shells in between would put their own value in.
        string script = @"C:\show.cmd"; // no blank: cmd /c, which runs us here, takes the quotes for its own
        home.Write(script, "@echo %AWS_ACCESS_KEY_ID%\r\n@exit 7\r\n");

        Run run = await home.RunAsync("exec", "--", script);

        Assert.Equal((7, "ASIATESTTESTTEST0001", string.Empty), (run.ExitStatus, run.Output.Trim(), run.Errors));
    }

    [Fact]
    public async Task A_command_that_is_not_there_is_127()
    {
        WineHome home = machine.NewHome();
        home.Write(home.CredentialsFile, Keys.Profile("default"));

        Run run = await home.RunAsync("exec", "--", "no-such-command");

        Assert.Equal((127, string.Empty), (run.ExitStatus, run.Output));
        Assert.Contains("'no-such-command' could not be started: not found", run.Errors, StringComparison.Ordinal);
    }
}
