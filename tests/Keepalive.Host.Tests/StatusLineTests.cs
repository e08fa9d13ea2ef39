using System.Diagnostics;
using System.Text.Json;
using Keepalive.Host.Tests.Support;
using Keepalive.Testing;

namespace Keepalive.Host.Tests;

public sealed class StatusLineTests : IDisposable
{
    private const string Input = """{"session_id":"5f0c","model":{"display_name":"Opus"}}""";

    /// <summary>For what a command does after the status line was written.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Far more than the status line's own limit, from the moment at which it is at work.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(15);

    private readonly CompanionHome _home = new();

    public StatusLineTests()
    {
        _home.Variables["CLAUDE_AWS_STATE"] = Path.Combine(_home.Folder, "state");
        _home.Variables["CLAUDE_AWS_CONFIG"] = Path.Combine(_home.Folder, "config.json");
        _home.Variables["NO_COLOR"] = "1";
        _home.Variables["COLUMNS"] = null;
        _home.WriteCredentials(Keys.Profile("default", "2020-01-01T00:00:00Z"));
    }

    /// <summary>The last thing a worker does is to remove its request.</summary>
    public void Dispose()
    {
        string folder = Path.Combine(_home.Folder, "state", "statusline");
        SpinWait.SpinUntil(() => !Directory.Exists(folder) || Directory.GetFiles(folder, "*.in").Length == 0, Patience);
        _home.Dispose();
    }

    [Fact]
    public async Task It_is_one_line_and_exit_status_0() => Assert.Equal(new Run(0, "AWS: EXPIRED\n", ""), await StatusLineAsync());

    [Theory]
    [InlineData("--bogus")]
    [InlineData("--profile")]
    [InlineData("more", "and more")]
    public async Task Arguments_that_nobody_knows_are_passed_over(params string[] arguments) =>
        Assert.Equal(new Run(0, "AWS: EXPIRED\n", ""), await StatusLineAsync(arguments));

    [Fact]
    public async Task A_profile_can_be_named() => Assert.Equal(new Run(0, "AWS: ?\n", ""), await StatusLineAsync("--profile", "nobody"));

    [Fact]
    public async Task Input_that_never_ends_is_not_waited_for()
    {
        using Process process = _home.Start(CompanionHome.Companion, ["statusline"]);

        Assert.Equal(new Run(0, "AWS: EXPIRED\n", ""), await CompanionHome.FinishAsync(process));
    }

    [Fact]
    public async Task A_file_that_hangs_in_the_kernel_is_unknown()
    {
        File.Delete(_home.CredentialsFile);
        using var file = HangingFile.Make(_home.CredentialsFile);

        Task<Run> line = StatusLineAsync();
        await Task.WhenAny(file.Opened, line);

        Assert.Equal(new Run(0, "AWS: ?\n", ""), await line.WaitAsync(Soon, TestContext.Current.CancellationToken));
    }

    [Fact]
    [Trait("Migration", "W5")]
    public async Task Another_status_line_gets_the_same_input_folder_and_variables()
    {
        Configure("""cat; printf ' %s %s\nsecond' "$PWD" "$MARK" """, windows: "more & echo %CD% %MARK%");
        _home.Variables["MARK"] = "marked";

        string shown = await ShownAsync(static text => text.Contains("marked", StringComparison.Ordinal));

        Assert.Contains(Input, shown, StringComparison.Ordinal);
        Assert.Contains(Environment.CurrentDirectory, shown, StringComparison.Ordinal);
        Assert.Contains(" | AWS: EXPIRED\n", shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_slow_one_goes_on_when_the_call_is_over_and_is_shown_by_the_next()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "sh.");
        string gate = Path.Combine(_home.Folder, "gate");
        Configure($"while [ ! -e {gate} ]; do sleep 0.05; done; echo slow");

        Assert.Equal("AWS: EXPIRED\n", (await StatusLineAsync()).Output);
        await File.WriteAllTextAsync(gate, "", TestContext.Current.CancellationToken);

        Assert.Equal("slow | AWS: EXPIRED\n", await ShownAsync(static text => text.StartsWith("slow", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task One_that_fails_after_its_words_shows_nothing()
    {
        string trace = Path.Combine(_home.Folder, "trace");
        Configure($"echo oops; echo x > {trace}; exit 3", windows: $"echo oops & echo x > {trace} & exit 3");

        await ShownAsync(_ => File.Exists(trace));

        Assert.Equal(new Run(0, "AWS: EXPIRED\n", ""), await StatusLineAsync());
    }

    [Fact]
    public async Task One_that_floods_is_ended_and_shows_nothing()
    {
        Configure($"\"{CompanionHome.Dummy}\" flood");

        Assert.Equal("AWS: EXPIRED\n", (await StatusLineAsync()).Output);
    }

    [Fact]
    public async Task The_end_of_the_call_does_not_end_the_slow_one()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "kill.");
        string begun = Path.Combine(_home.Folder, "begun");
        string gate = Path.Combine(_home.Folder, "gate");
        Configure($"echo x > {begun}; while [ ! -e {gate} ]; do sleep 0.05; done; echo survived");
        using (Process call = _home.Start(CompanionHome.Companion, ["statusline"]))
        {
            await call.StandardInput.WriteAsync(Input);
            call.StandardInput.Close();
            await Waiting.UntilAsync(() => File.Exists(begun), TestContext.Current.CancellationToken);
            using Process kill = Process.Start("/bin/sh", ["-c", $"kill -TERM {call.Id} 2>/dev/null; true"]);
            await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
            await CompanionHome.FinishAsync(call);
        }

        await File.WriteAllTextAsync(gate, "", TestContext.Current.CancellationToken);

        Assert.Equal("survived | AWS: EXPIRED\n", await ShownAsync(static text => text.StartsWith("survived", StringComparison.Ordinal)));
    }

    [Fact]
    [Trait("Migration", "W24")]
    [Trait("Migration", "S29")]
    public async Task The_HUD_of_oh_my_claudecode_is_another_command_whose_files_stay_as_they_are()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "A stand-in for node in sh.");
        string hud = Path.Combine(_home.Folder, ".claude", "hud", "omc-hud.mjs");
        Directory.CreateDirectory(Path.GetDirectoryName(hud)!);
        await File.WriteAllTextAsync(hud, "// reads its input to the end\n", TestContext.Current.CancellationToken);
        string node = Path.Combine(_home.Folder, "bin", "node");
        Directory.CreateDirectory(Path.GetDirectoryName(node)!);
        await File.WriteAllTextAsync(node, "#!/bin/sh\ninput=$(cat)\necho \"[OMC] $(basename \"$1\") $input\"\n", TestContext.Current.CancellationToken);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(node, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        _home.Variables["PATH"] = Path.GetDirectoryName(node) + ":" + Environment.GetEnvironmentVariable("PATH");
        Configure("node $HOME/.claude/hud/omc-hud.mjs");

        Assert.Equal(
            $"[OMC] omc-hud.mjs {Input} | AWS: EXPIRED\n", await ShownAsync(static text => text.StartsWith("[OMC]", StringComparison.Ordinal)));
        Assert.Equal("// reads its input to the end\n", await File.ReadAllTextAsync(hud, TestContext.Current.CancellationToken));
    }

    private void Configure(string command, string? windows = null) => CompanionHome.WriteRested(
        Path.Combine(_home.Folder, "config.json"),
        $$"""{ "statusLineCmd": {{JsonSerializer.Serialize(OperatingSystem.IsWindows() ? windows ?? command : command)}} }""");

    private async Task<Run> StatusLineAsync(params string[] arguments)
    {
        using Process process = _home.Start(CompanionHome.Companion, ["statusline", .. arguments]);
        await process.StandardInput.WriteAsync(Input);
        process.StandardInput.Close();
        return await CompanionHome.FinishAsync(process);
    }

    /// <summary>Asks as often as Claude Code would, until the text is there: how quick the other command is, is this machine's affair.</summary>
    private async Task<string> ShownAsync(Func<string, bool> isThere)
    {
        string shown = string.Empty;
        await Waiting.UntilAsync(async () => isThere(shown = (await StatusLineAsync()).Output), TestContext.Current.CancellationToken);
        return shown;
    }
}
