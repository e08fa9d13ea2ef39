using Keepalive.Host.Tests.Support;
using Keepalive.Testing;

namespace Keepalive.Host.Tests;

/// <summary>The answer arrives whole or not at all, whatever standard input and output are.</summary>
public sealed class OutputTests : IDisposable
{
    private readonly CompanionHome _home = new();

    public OutputTests()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the cases are made with sh");
        _home.WriteCredentials(Keys.Profile("default", "2099-01-01T00:00:00Z"));
    }

    [Fact]
    public async Task Standard_input_may_be_closed()
    {
        Run run = await _home.ShellAsync("\"$1\" export <&-");

        Assert.Equal((0, Keys.Line("2099-01-01T00:00:00Z")), (run.ExitStatus, run.Output));
    }

    [Fact]
    public async Task Standard_input_that_never_ends_is_not_read()
    {
        using System.Diagnostics.Process process = _home.Start(CompanionHome.Companion, ["export"]);

        Assert.Equal(0, (await CompanionHome.FinishAsync(process)).ExitStatus);
    }

    [Fact]
    public async Task A_closed_standard_output_is_told()
    {
        Run run = await _home.ShellAsync("\"$1\" export >&-");

        Assert.Equal((13, string.Empty), (run.ExitStatus, run.Output));
        Assert.Contains("could not be written to standard output", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_full_disk_is_told()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "this system has no /dev/full");

        Run run = await _home.ShellAsync("\"$1\" export >/dev/full");

        Assert.Equal(13, run.ExitStatus);
        Assert.Contains("no space is left", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pipe_that_nobody_reads_is_told()
    {
        // The reader is gone before the writer begins: it waits for a file that the reader's end makes.
        Run run = await _home.ShellAsync("""{ while [ ! -e "$HOME/gone" ]; do :; done; "$1" export; echo $? >"$HOME/status"; } | { exec <&-; : >"$HOME/gone"; }; cat "$HOME/status" """);

        Assert.Equal("13\n", run.Output);
    }

    [Fact]
    public async Task A_file_is_appended_to_where_it_stands()
    {
        Run run = await _home.ShellAsync("""{ echo before; "$1" export; echo after; } >"$HOME/out"; cat "$HOME/out" """);

        Assert.Equal($"before\n{Keys.Line("2099-01-01T00:00:00Z")}after\n", run.Output);
    }

    [Fact]
    [Trait("Migration", "S12")]
    public async Task A_terminal_is_warned_of_the_secrets_that_follow()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/script") && OperatingSystem.IsLinux(), "script (util-linux) makes the terminal");

        Run run = await _home.ShellAsync("""script -qec "'$1' export" /dev/null""");

        Assert.Contains("contain secrets. Clear this terminal", run.Output, StringComparison.Ordinal);
        Assert.Contains("\"SessionToken\"", run.Output, StringComparison.Ordinal);
    }

    public void Dispose() => _home.Dispose();
}
