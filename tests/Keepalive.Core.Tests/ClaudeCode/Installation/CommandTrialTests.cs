using Keepalive.ClaudeCode.Installation;

namespace Keepalive.Core.Tests.ClaudeCode.Installation;

/// <summary>The commands are tried the way Claude Code runs them.</summary>
public sealed class CommandTrialTests : IDisposable
{
    private const string Good = """{"Credentials":{"AccessKeyId":"A","SecretAccessKey":"B","SessionToken":"C"}}""";

    private readonly InstallHome _home = new();

    public CommandTrialTests() => Assert.SkipWhen(OperatingSystem.IsWindows(), "The programs here are scripts of sh.");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_command_that_does_its_work_works() =>
        Assert.All(await TryAsync($"echo '{Good}'"), trial => Assert.Equal(CommandTrialResult.Works, trial.Result));

    [Fact]
    public async Task A_sign_in_that_is_needed_is_no_fault_of_the_wiring()
    {
        CommandTrial export = (await TryAsync("echo 'claude-aws: You are not signed in.' >&2; exit 10"))[0];

        Assert.Equal((CommandTrialResult.NeedsSignIn, "You are not signed in."), (export.Result, export.Detail));
    }

    [Theory]
    [InlineData("exit 4")]
    [InlineData("exit 127")]
    [InlineData("echo hello")]
    [InlineData("echo '{\"AccessKeyId\":\"A\",\"SecretAccessKey\":\"B\"}'")]
    public async Task What_does_not_do_its_work_fails(string script) => Assert.Equal(CommandTrialResult.Fails, (await TryAsync(script))[0].Result);

    [Fact]
    public async Task Error_output_of_another_program_is_not_told() =>
        Assert.DoesNotContain("hunter2", (await TryAsync("echo 'password hunter2' >&2; exit 1"))[0].Detail, StringComparison.Ordinal);

    [Fact]
    public async Task The_switch_of_the_rehearsal_is_set_and_the_mark_of_a_client_is_not() => Assert.Equal(
        CommandTrialResult.Works,
        (await TryAsync($"""[ "$CLAUDE_AWS_REHEARSE" = 1 ] && [ -z "$CLAUDE_CODE_ENTRYPOINT" ] && echo '{Good}'"""))[0].Result);

    [Fact]
    public async Task A_program_that_reads_its_input_is_seen_to_hang()
    {
        TrialOutcome outcome = await TrialProcess.RunAsync(["/bin/sh", "-c", "cat"], input: null, path: string.Empty, TimeSpan.FromSeconds(1), Stop);

        Assert.StartsWith("it did not end within", outcome.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hook_gets_its_document_and_then_the_end() =>
        Assert.Equal("{}\n", (await TrialProcess.RunAsync(["/bin/cat"], "{}", string.Empty, TimeSpan.FromSeconds(20), Stop)).Output);

    [Fact]
    public async Task A_program_that_is_not_there_is_told() =>
        Assert.NotNull((await TrialProcess.RunAsync([Path.Combine(_home.Home.Folder, "nowhere")], null, string.Empty, TimeSpan.FromSeconds(20), Stop)).Problem);

    [Fact]
    public async Task A_program_that_is_not_on_the_PATH_of_Claude_Code_fails_and_its_name_is_told()
    {
        IReadOnlyList<CommandTrial> trials = await CommandTrials.RunAsync(Wiring.ForCmdlets(), otherStatusLine: null, isProfileAwaited: false, _home.Home.Environment, _home.Home.Folder, Stop);

        Assert.Equal(4, trials.Count);
        Assert.All(trials, trial => Assert.Equal(CommandTrialResult.Fails, trial.Result));
        Assert.All(trials, trial => Assert.StartsWith("'pwsh' is on PATH only in this shell", trial.Detail, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_program_is_run_with_the_PATH_of_Claude_Code_and_found_there()
    {
        string pwsh = Path.Combine(_home.Home.Folder, "pwsh");
        _home.Home.Write(pwsh, System.Text.Encoding.UTF8.GetBytes($"#!/bin/sh\n[ \"$PATH\" = '{_home.Home.Folder}' ] && echo '{Good}'\n"));
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(pwsh, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        Assert.All(
            await CommandTrials.RunAsync(Wiring.ForCmdlets(), otherStatusLine: null, isProfileAwaited: false, _home.Home.Environment, _home.Home.Folder, Stop),
            trial => Assert.Equal(CommandTrialResult.Works, trial.Result));
    }

    [Theory]
    [InlineData("echo main", CommandTrialResult.Works)]
    [InlineData("grep -q session_id && echo main", CommandTrialResult.Works)]
    [InlineData("jq-is-missing --key S3cret", CommandTrialResult.Fails)]
    [InlineData("Write-Host main; exit 1", CommandTrialResult.Works)]
    public async Task A_status_line_that_is_taken_over_is_tried_in_the_shell_of_the_client(string line, CommandTrialResult expected)
    {
        CommandTrial trial = (await TryAsync($"echo '{Good}'", line))[^1];

        Assert.Equal(("statusLineCmd", expected), (trial.Setting, trial.Result));
        Assert.DoesNotContain("S3cret", trial.Command + trial.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/ps/7:/usr/bin:/bin", "/usr/bin:/bin", "/usr/bin:/bin")]
    [InlineData("/ps/7:/usr/bin", null, "/usr/bin")]
    [InlineData("/ps/7", null, "")]
    [InlineData("/ps/7:/usr/bin", "/ps/7:/usr/bin", "/ps/7:/usr/bin")]
    [InlineData("/ps/7:/usr/bin:/ps/7/", "/usr/bin:/ps/7/", "/ps/7:/usr/bin:/ps/7/")]
    [InlineData("/ps/70:/usr/bin", null, "/ps/70:/usr/bin")]
    [InlineData("/mine:/ps/7:/usr/bin", "/usr/bin", "/mine:/usr/bin")]
    public void The_folder_that_PowerShell_puts_on_its_own_PATH_is_not_on_that_of_Claude_Code(string path, string? outer, string expected)
    {
        var environment = new SystemEnvironment(name => name == "PATH" ? path : null, isWindows: false) { FindOuterPath = () => outer };

        Assert.Equal(expected, OuterPath.Of(environment, "/ps/7"));
    }

    [Fact]
    public void Without_a_shell_PATH_is_as_it_is() =>
        Assert.Equal("/ps/7:/bin", OuterPath.Of(new SystemEnvironment(static _ => "/ps/7:/bin", isWindows: false), shellFolder: null));

    public void Dispose() => _home.Dispose();

    /// <summary>One script behind all four slots.</summary>
    private async Task<IReadOnlyList<CommandTrial>> TryAsync(string script, string? other = null)
    {
        string program = Path.Combine(_home.Home.Folder, "tried");
        await File.WriteAllTextAsync(program, $"#!/bin/sh\n{script}\n", Stop);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        return await CommandTrials.RunAsync(Wiring.ForCompanion(program), other, isProfileAwaited: false, _home.Home.Environment, Environment.GetEnvironmentVariable("PATH")!, Stop);
    }
}
