using System.Diagnostics;
using System.Text.Json;
using Keepalive.Host.Tests.Support;
using Keepalive.Testing;

namespace Keepalive.Host.Tests;

/// <summary>Whatever happens, a hook ends with 0, soon, and says nothing that the model would read.</summary>
public sealed class HookTests : IDisposable
{
    private const string Prompt = """{"session_id":"5f0c","transcript_path":"/t","cwd":"/","hook_event_name":"UserPromptSubmit","prompt":"hello"}""" + "\n";

    /// <summary>Nearly ten times the hook's own limit, and little more than what Claude Code is told to wait. It counts from the moment at which the hook is at work.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(15);

    private readonly CompanionHome _home = new();

    public HookTests()
    {
        _home.Variables["CLAUDE_AWS_STATE"] = Path.Combine(_home.Folder, "state");
        _home.Variables["CLAUDE_CODE_ENTRYPOINT"] = "cli";
    }

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task A_prompt_that_can_work_is_answered_with_nothing()
    {
        _home.WriteCredentials(Keys.Profile("default", "2099-01-01T00:00:00Z"));

        Assert.Equal(new Run(0, "", ""), await HookAsync(Prompt, "--as-hook"));
    }

    [Theory]
    [InlineData("--as-hook")]
    [InlineData("--profile", "default", "--as-hook")]
    [InlineData("--as-hook", "--bogus", "--timeout", "never")]
    [InlineData("--as-hook", "--help")]
    [InlineData("--as-hook", "--profile")]
    public async Task A_prompt_that_cant_work_is_given_back_whatever_else_the_arguments_are(params string[] arguments)
    {
        _home.WriteCredentials(Keys.Profile("default", "2020-01-01T00:00:00Z"));

        Run run = await HookAsync(Prompt, arguments);

        Assert.Equal((0, ""), (run.ExitStatus, run.Errors));
        using var answer = JsonDocument.Parse(run.Output);
        Assert.Equal(["decision", "reason"], answer.RootElement.EnumerateObject().Select(field => field.Name));
        Assert.Equal("block", answer.RootElement.GetProperty("decision").GetString());
        Assert.Contains("! claude-aws login", answer.RootElement.GetProperty("reason").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    [InlineData("garbage")]
    [InlineData("{\"hook_event_name\":\"UserPromptSubmit\"")]
    [InlineData("{\"hook_event_name\":\"Unheard\",\"session_id\":\"../../x\"}")]
    [InlineData("\0\u0001\u0002")]
    public async Task Any_input_ends_with_0_and_without_a_block(string input)
    {
        _home.WriteCredentials(Keys.Profile("default", "2020-01-01T00:00:00Z"));

        Run run = await HookAsync(input, "--as-hook");

        Assert.Equal((0, ""), (run.ExitStatus, run.Errors));
        Assert.DoesNotContain("block", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_configuration_that_cant_be_read_is_no_reason_to_stop_a_prompt()
    {
        _home.WriteCredentials(Keys.Profile("default", "2020-01-01T00:00:00Z"));
        string config = Path.Combine(_home.Folder, "config.json");
        await File.WriteAllTextAsync(config, "{ oops", TestContext.Current.CancellationToken);
        _home.Variables["CLAUDE_AWS_CONFIG"] = config;

        Assert.Equal(new Run(0, "", ""), await HookAsync(Prompt, "--as-hook"));
    }

    [Fact]
    public async Task Files_that_cant_be_read_are_no_reason_either()
    {
        Directory.CreateDirectory(_home.CredentialsFile);
        Directory.CreateDirectory(_home.ConfigFile);
        File.WriteAllText(Path.Combine(_home.Folder, "state"), "a file where the folder belongs");

        Assert.Equal(new Run(0, "", ""), await HookAsync(Prompt, "--as-hook"));
    }

    [Fact]
    public async Task A_home_that_no_variable_tells_is_no_reason_either()
    {
        _home.Variables["HOME"] = _home.Variables["USERPROFILE"] = null;
        _home.Variables["AWS_SHARED_CREDENTIALS_FILE"] = Path.Combine(_home.Folder, "no-credentials");
        _home.Variables["AWS_CONFIG_FILE"] = Path.Combine(_home.Folder, "no-config");
        _home.Variables["CLAUDE_AWS_CONFIG"] = Path.Combine(_home.Folder, "no-settings");

        Assert.Equal((0, ""), (await HookAsync(Prompt, "--as-hook")) is var run ? (run.ExitStatus, run.Output) : default);
    }

    [Fact]
    public async Task Input_that_never_ends_is_answered_as_far_as_it_came()
    {
        _home.WriteCredentials(Keys.Profile("default", "2020-01-01T00:00:00Z"));
        using Process process = _home.Start(CompanionHome.Companion, ["check", "--as-hook"]);
        await process.StandardInput.WriteAsync(Prompt);
        await process.StandardInput.FlushAsync(TestContext.Current.CancellationToken);

        Run run = await CompanionHome.FinishAsync(process);

        Assert.Equal(0, run.ExitStatus);
        Assert.Contains("\"block\"", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Input_that_never_comes_ends_with_nothing()
    {
        using Process process = _home.Start(CompanionHome.Companion, ["check", "--as-hook"]);

        Assert.Equal(new Run(0, "", ""), await CompanionHome.FinishAsync(process));
    }

    [Fact]
    public async Task A_file_that_hangs_in_the_kernel_holds_no_prompt()
    {
        using var file = HangingFile.Make(_home.CredentialsFile);

        Task<Run> hook = HookAsync(Prompt, "--as-hook");
        await Task.WhenAny(file.Opened, hook);

        Assert.Equal(new Run(0, "", ""), await hook.WaitAsync(Soon, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_prompt_that_is_longer_than_the_most_that_is_read_is_a_prompt()
    {
        _home.WriteCredentials(Keys.Profile("default", "2020-01-01T00:00:00Z"));
        string longPrompt = Prompt.Replace("hello", new string('x', 11 * 1024 * 1024), StringComparison.Ordinal);

        Run run = await HookAsync(longPrompt, "--as-hook");

        Assert.Equal(0, run.ExitStatus);
        Assert.Contains("\"block\"", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_prompt_whose_writer_stops_in_the_middle_is_a_prompt()
    {
        _home.WriteCredentials(Keys.Profile("default", "2020-01-01T00:00:00Z"));
        using Process process = _home.Start(CompanionHome.Companion, ["check", "--as-hook"]);
        await process.StandardInput.WriteAsync(Prompt.Split("hello")[0] + new string('x', 1000));
        await process.StandardInput.FlushAsync(TestContext.Current.CancellationToken);

        Run run = await CompanionHome.FinishAsync(process);

        Assert.Equal(0, run.ExitStatus);
        Assert.Contains("\"block\"", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_that_nobody_reads_ends_with_0_too()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "sh.");
        _home.WriteCredentials(Keys.Profile("default", "2020-01-01T00:00:00Z"));

        Run run = await _home.ShellAsync($"echo '{Prompt.Trim()}' | \"$1\" check --as-hook >&-; echo $?");

        Assert.Equal("0\n", run.Output);
    }

    [Fact]
    public async Task Inside_Claude_Code_a_hooks_input_is_enough_without_the_switch()
    {
        _home.WriteCredentials(Keys.Profile("default", "2020-01-01T00:00:00Z"));
        _home.Variables["CLAUDECODE"] = "1";

        Run run = await HookAsync(Prompt);

        Assert.Equal(0, run.ExitStatus);
        Assert.Contains("\"block\"", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1", "")]
    [InlineData("1", "{\"some\":\"json\"}")]
    [InlineData(null, Prompt)]
    public async Task Without_both_it_is_the_ordinary_check(string? claudeCode, string input)
    {
        _home.WriteCredentials(Keys.Profile("default", "2020-01-01T00:00:00Z"));
        _home.Variables["CLAUDECODE"] = claudeCode;

        Assert.Equal(3, (await HookAsync(input)).ExitStatus);
    }

    [Fact]
    public async Task A_check_in_a_shell_of_Claude_Code_whose_input_stays_open_is_the_ordinary_one()
    {
        _home.WriteCredentials(Keys.Profile("default", "2099-01-01T00:00:00Z"));
        _home.Variables["CLAUDECODE"] = "1";
        using Process process = _home.Start(CompanionHome.Companion, ["check"]);

        Assert.Equal(new Run(0, "", ""), await CompanionHome.FinishAsync(process));
    }

    private async Task<Run> HookAsync(string input, params string[] arguments)
    {
        using Process process = _home.Start(CompanionHome.Companion, ["check", .. arguments]);
        try
        {
            await process.StandardInput.WriteAsync(input);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It has ended without reading.
        }

        return await CompanionHome.FinishAsync(process);
    }
}
