using Keepalive.Host.Tests.Support;

namespace Keepalive.Host.Tests;

/// <summary>The scripts of <c>claude-aws completion</c>, sourced by the real shells, with a Tab pressed at a terminal.</summary>
public sealed class CompletionScriptTests : IDisposable
{
    private readonly CompanionHome _home = new();

    public CompletionScriptTests()
    {
        _home.WriteConfig("[profile alpha-one]\nregion = us-west-2\n[profile zeta with space]\nregion = us-west-2\n");
        _home.Variables["PATH"] = Path.GetDirectoryName(CompanionHome.Companion) + Path.PathSeparator + Environment.GetEnvironmentVariable("PATH");
        _home.Variables["TERM"] = "xterm-256color";
        _home.Variables["CLAUDE_AWS_CONFIG"] = Path.Combine(_home.Folder, "config.json");
    }

    public static TheoryData<string, string, string> Lines
    {
        get
        {
            var lines = new TheoryData<string, string, string>();
            foreach (string shell in (string[])["bash", "zsh", "fish"])
            {
                lines.Add(shell, "claude-aws statusl", "statusline");
                lines.Add(shell, "claude-aws export --profile al", "alpha-one");
                lines.Add(shell, "claude-aws autologin --recipe gimme", "gimme-aws-creds");
                lines.Add(shell, "claude-aws config set warnM", "warnMinutes");
                lines.Add(shell, "claude-aws doctor --fix --id KA00", "KA005");
            }

            return lines;
        }
    }

    public void Dispose() => _home.Dispose();

    [Theory]
    [MemberData(nameof(Lines))]
    public async Task Tab_completes_in_the_shell(string shell, string typed, string shown)
    {
        await using ShellAtTerminal session = await SourceAsync(shell);

        // A list of more than one word comes at the second Tab in bash.
        await session.TypeAsync(typed + "\t\t");

        await session.ShownAsync(shown);
    }

    [Theory]
    [InlineData("bash")]
    [InlineData("zsh")]
    [InlineData("fish")]
    public async Task A_name_with_a_space_stays_one_word(string shell)
    {
        await using ShellAtTerminal session = await SourceAsync(shell);

        await session.TypeAsync("claude-aws explain --profile zet\t");
        await session.ShownAsync("space");
        await session.TypeAsync("\n");

        await session.ShownAsync("'zeta with space'");
    }

    [Theory]
    [InlineData("bash")]
    [InlineData("zsh")]
    [InlineData("fish")]
    [InlineData("powershell")]
    public async Task The_script_is_printed_whole(string shell)
    {
        Run run = await _home.RunAsync("completion", shell);

        Assert.Equal(0, run.ExitStatus);
        Assert.Empty(run.Errors);
        Assert.Contains("[suggest:", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\r', run.Output);
    }

    [Fact]
    public async Task Another_shell_is_refused_with_the_names_of_those_that_can()
    {
        Run run = await _home.RunAsync("completion", "tcsh");

        Assert.Equal(64, run.ExitStatus);
        Assert.Contains("bash, zsh, fish or powershell", run.Errors, StringComparison.Ordinal);
    }

    private async Task<ShellAtTerminal> SourceAsync(string shell)
    {
        string? program = ((string[])["/usr/bin/", "/bin/", "/usr/local/bin/", "/opt/homebrew/bin/"]).Select(folder => folder + shell).FirstOrDefault(File.Exists);
        Assert.SkipWhen(program is null, $"There is no {shell}.");
        Run script = await _home.RunAsync("completion", shell);
        string path = Path.Combine(_home.Folder, "completion." + shell);
        await File.WriteAllTextAsync(path, script.Output, TestContext.Current.CancellationToken);
        (string[] arguments, string prepare) = shell switch
        {
            "bash" => (["--norc", "--noprofile", "-i"], string.Empty),
            "zsh" => ((string[])["-f", "-i"], "autoload -Uz compinit && compinit -u -D; "),
            _ => (["--no-config", "--interactive"], string.Empty),
        };
        var session = new ShellAtTerminal(program!, arguments, _home.Variables);
        // The marker is put together by the shell, so that the typed line is not taken for it.
        await session.TypeAsync($"{prepare}source '{path}'; printf '%s%s\\n' rea dy\n");
        await session.ShownAsync("ready");
        return session;
    }
}
