using Keepalive.Host.Tests.Support;
using Keepalive.Testing;

namespace Keepalive.Host.Tests.Output;

/// <summary>Whatever the standard descriptors are, a verb ends with a status of the table, and an answer that is lost is told.</summary>
public sealed class LostOutputTests : IDisposable
{
    private readonly CompanionHome _home = new();

    public LostOutputTests()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "this system has no /dev/full");
        _home.WriteCredentials(Keys.Profile("default", "2099-01-01T00:00:00Z"));
        _home.Variables["CLAUDE_AWS_STATE"] = Path.Combine(_home.Folder, "state");
    }

    public static TheoryData<string> Lines => EveryVerb.Lines;

    [Theory]
    [MemberData(nameof(Lines))]
    public async Task A_full_disk_or_a_closed_descriptor_ends_no_verb_with_a_crash(string line)
    {
        string[] shapes = [">/dev/full", ">&-", ">/dev/full 2>/dev/full", ">&- 2>&- <&-"];

        Run run = await _home.ShellAsync(string.Concat(shapes.Select(shape => $"\"$1\" {line} {shape} </dev/null; echo \"status $?\"\n")));

        int[] statuses = [.. run.Output.Split('\n').Where(row => row.StartsWith("status ", StringComparison.Ordinal)).Select(row => int.Parse(row[7..], System.Globalization.CultureInfo.InvariantCulture))];
        Assert.Equal(shapes.Length, statuses.Length);
        Assert.All(statuses, status => Assert.Contains(status, ExitStatus.All));
        Assert.DoesNotContain("   at ", run.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("nhandled", run.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("unexpected error (", run.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("status --help")]
    [InlineData("--version")]
    [InlineData("status")]
    [InlineData("status --json")]
    [InlineData("config list")]
    [InlineData("config schema")]
    [InlineData("doctor --offline")]
    [InlineData("explain --offline")]
    [InlineData("logs")]
    [InlineData("export")]
    [InlineData("[suggest] st")]
    public async Task A_lost_answer_is_told(string line)
    {
        Run run = await _home.ShellAsync($"\"$1\" {line} >/dev/full");

        Assert.Equal(13, run.ExitStatus);
        Assert.Contains("no space is left", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_never_goes_into_a_file_that_got_the_number_of_a_closed_descriptor()
    {
        // The lock that is opened here would be descriptor 1.
        Run run = await _home.ShellAsync("\"$1\" config set warnMinutes 7 >&-; echo $?; cat \"$HOME\"/state/*.lock \"$HOME\"/.config/claude-aws/* 2>/dev/null");

        Assert.StartsWith("13\n", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Done:", run.Output, StringComparison.Ordinal);
    }

    /// <summary>Of the program that is not native, too: its runtime has a pipe of its own in their place, which takes the answer and never ends.</summary>
    [Fact]
    public async Task With_all_descriptors_closed_an_answer_is_lost_and_an_input_is_empty()
    {
        foreach (string program in ((string[])[CompanionHome.Companion, CompanionHome.Built]).Distinct())
        {
            Run run = await _home.ShellAsync(
                $"'{program}' export <&- >&-; echo $?; '{program}' export <&- >&- 2>&-; echo $?; '{program}' secret set --stdin --profile work <&-; echo $?; '{program}' check --as-hook <&-; echo $?");

            Assert.Equal("13\n13\n18\n0\n", run.Output);
            Assert.Contains("standard output: it is closed", run.Errors, StringComparison.Ordinal);
            Assert.Contains("can't be stored: it is empty", run.Errors, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("doctor --offline")]
    [InlineData("doctor --offline --profile nobody")]
    public async Task The_doctor_says_the_same_and_with_the_same_status_where_standard_error_is_closed(string line)
    {
        Run open = await _home.ShellAsync($"\"$1\" {line} 2>/dev/null; echo \"status $?\"");
        Run closed = await _home.ShellAsync($"\"$1\" {line} 2>&-; echo \"status $?\"");

        Assert.Equal(open.Output, closed.Output);
        Assert.Matches("status [01]\n", closed.Output);
    }

    public void Dispose() => _home.Dispose();
}
