using Keepalive.Wine.Tests.Support;

namespace Keepalive.Wine.Tests;

public sealed class CredentialProcessTests(WineMachine machine)
{
    /// <summary>On a busy machine a program of Wine takes longer to start than the default allows.</summary>
    private static readonly string[] s_patient = ["--timeout", "100"];

    [Fact]
    public async Task Is_a_program_whose_path_holds_blanks()
    {
        WineHome home = machine.NewHome();
        home.Write(home.CredentialsFile, Keys.Profile("source"));
        home.Write(home.ConfigFile, $"[profile bedrock]\r\ncredential_process = \"{WineMachine.Companion}\" export --format process --profile source\r\n");

        Assert.Equal(new Run(0, Keys.Line(), string.Empty), await home.ExportAsync(["--profile", "bedrock", .. s_patient]));
    }

    [Fact]
    public async Task Is_a_batch_file()
    {
        WineHome home = machine.NewHome();
        home.Write(home.CredentialsFile, Keys.Profile("source"));
        home.Write($@"{home.Folder}\tool.cmd", $"@\"{WineMachine.Companion}\" export --format process --profile %1\r\n");
        home.Write(home.ConfigFile, $"[default]\r\ncredential_process = \"{home.Folder}\\tool.cmd\" source\r\n");

        Assert.Equal(new Run(0, Keys.Line(), string.Empty), await home.ExportAsync(s_patient));
    }

    [Fact]
    public async Task That_fails_is_7_and_told_with_its_exit_status()
    {
        WineHome home = machine.NewHome();
        home.Write(home.ConfigFile, $"[default]\r\ncredential_process = \"{WineMachine.Dummy}\" exit 5\r\n");

        Run run = await home.ExportAsync(s_patient);

        Assert.Equal((7, string.Empty), (run.ExitStatus, run.Output));
        Assert.Contains("Keepalive.Dummy.exe ended with exit status 5", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task That_does_not_exist_is_7()
    {
        WineHome home = machine.NewHome();
        home.Write(home.ConfigFile, "[default]\r\ncredential_process = C:\\nowhere\\tool.exe\r\n");

        Run run = await home.ExportAsync(s_patient);

        Assert.Equal((7, string.Empty), (run.ExitStatus, run.Output));
        Assert.Contains(@"C:\nowhere\tool.exe", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task That_hangs_is_8_and_gone()
    {
        WineHome home = machine.NewHome();
        string file = HangingFile(home, "hang \"{0}\"");

        Task<Run> export = home.ExportAsync("--timeout", "10");
        bool started = false;
        while (!started && !export.IsCompleted)
        {
            started = Processes.AnyWith(file);
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        Run run = await export;

        Assert.Equal((8, string.Empty), (run.ExitStatus, run.Output));
        Assert.Contains("took longer than 10 s", run.Errors, StringComparison.Ordinal);
        Assert.True(started, "It was never seen.");
        Assert.False(Processes.AnyWith(file), "It is still there.");
    }

    [Fact]
    public async Task That_leaves_a_process_behind_takes_it_along()
    {
        WineHome home = machine.NewHome();
        string file = HangingFile(home, "spawn-and-exit \"{0}\" hang");

        Run run = await home.ExportAsync(s_patient);

        Assert.Equal((7, string.Empty), (run.ExitStatus, run.Output));
        Assert.Contains("printed nothing", run.Errors, StringComparison.Ordinal);
        Assert.True(home.Exists(file), "It never started.");
        Assert.False(Processes.AnyWith(file), "It is still there.");
    }

    private static string HangingFile(WineHome home, string verb)
    {
        string file = $@"{home.Folder}\ids-{Guid.NewGuid():N}";
        home.Write(home.ConfigFile, $"[default]\r\ncredential_process = \"{WineMachine.Dummy}\" {verb.Replace("{0}", file, StringComparison.Ordinal)}\r\n");
        return file;
    }
}
