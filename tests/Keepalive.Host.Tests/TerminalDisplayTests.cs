using Keepalive.Host.Tests.Support;
using Keepalive.Platform.Processes;
using Keepalive.Platform.Terminals;

namespace Keepalive.Host.Tests;

/// <summary>Reports at a terminal: colours unless it has none, lines that end at words.</summary>
public sealed class TerminalDisplayTests : IDisposable
{
    private readonly CompanionHome _home = new();

    public TerminalDisplayTests()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "ConPTY draws the colours anew.");
        _home.Variables["CLAUDE_AWS_STATE"] = Path.Combine(_home.Folder, "state");
        _home.Variables["TERM"] = "xterm-256color";
        _home.Variables["NO_COLOR"] = null;
        _home.WriteCredentials(Keepalive.Testing.Keys.Profile("default"));
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(_home.CredentialsFile, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
        }

        _home.WriteConfig("[default]\nregion = eu-central-1\n");
    }

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task A_valid_credential_is_green_and_a_warning_yellow()
    {
        string status = await AtTerminalAsync(80, "status");
        Assert.Contains("\e[32mVerdict     valid\e[0m", status, StringComparison.Ordinal);
        // No mode of the terminal is changed.
        Assert.DoesNotContain("\e[?", status, StringComparison.Ordinal);
        string doctor = await AtTerminalAsync(80, "doctor", "--offline");
        Assert.Contains("\e[33mWarnings\e[0m", doctor, StringComparison.Ordinal);
        Assert.Contains("\e[1mKA005\e[0m", doctor, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_expired_credential_is_red()
    {
        _home.WriteCredentials(Keepalive.Testing.Keys.Profile("default", "2020-01-01T00:00:00Z"));

        Assert.Contains("\e[31mVerdict     expired\e[0m", await AtTerminalAsync(80, "status"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("NO_COLOR", "1")]
    [InlineData("TERM", "dumb")]
    public async Task Who_wants_no_colours_gets_none(string name, string value)
    {
        _home.Variables[name] = value;

        Assert.DoesNotContain("\e[3", await AtTerminalAsync(80, "status"), StringComparison.Ordinal);
        Assert.DoesNotContain("\e[3", await AtTerminalAsync(80, "doctor", "--offline"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pipe_gets_no_colours_and_whole_lines()
    {
        Run status = await _home.RunAsync("status");

        Assert.DoesNotContain('\e', status.Output);
        Assert.Equal(4, status.Output.TrimEnd('\n').Split('\n').Length);
    }

    [Theory]
    [InlineData(50)]
    [InlineData(100)]
    public async Task Text_ends_at_words_at_the_terminal_s_width(int columns)
    {
        foreach (string[] verb in (string[][])[["status"], ["doctor", "--offline"], ["export", "--profile", "a-profile-that-no-file-has"]])
        {
            string[] lines = (await AtTerminalAsync(columns, verb)).ReplaceLineEndings("\n").Split('\n');

            // A path stays whole, so that it can be copied.
            Assert.All(lines, line => Assert.True(Visible(line).Length <= columns || !Visible(line).Trim().Contains(' ', StringComparison.Ordinal) || line.Contains(_home.Folder, StringComparison.Ordinal), line));
        }
    }

    private static string Visible(string line) => System.Text.RegularExpressions.Regex.Replace(line, "\e\\[\\d*m", string.Empty);

    private async Task<string> AtTerminalAsync(int columns, params string[] arguments)
    {
        var command = new ChildCommand(CompanionHome.Companion, arguments) { EnvironmentChanges = _home.Variables };
        await using IPseudoTerminal terminal = PseudoTerminal.Start(command, TerminalSize.Default with { Columns = columns });
        using var output = new MemoryStream();
        await terminal.Output.CopyToAsync(output, TestContext.Current.CancellationToken);
        await terminal.Exited.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        return System.Text.Encoding.UTF8.GetString(output.ToArray());
    }
}
