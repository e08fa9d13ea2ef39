using System.Diagnostics;
using System.Globalization;
using Keepalive.Host.Tests.Support;
using Keepalive.Testing;

namespace Keepalive.Host.Tests;

public sealed class ExecTests : IDisposable
{
    private const string Future = "2099-01-01T00:00:00Z";

    private readonly CompanionHome _home = new();

    public ExecTests()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The commands are words for sh.");
        _home.WriteCredentials(Keys.Profile("work", Future));
    }

    [Fact]
    public async Task The_command_has_the_credential_and_the_region_and_nothing_that_goes_before_them()
    {
        _home.WriteConfig("[profile work]\nregion = eu-central-1\n");
        _home.Variables["AWS_PROFILE"] = "other";
        _home.Variables["AWS_DEFAULT_PROFILE"] = "other";
        _home.Variables["AWS_SECURITY_TOKEN"] = "stale";
        _home.Variables["AWS_EC2_METADATA_DISABLED"] = null;
        _home.Variables["AWS_ACCESS_KEY_ID"] = "ASIASTALESTALESTALE1";

        Run run = await ExecAsync("sh", "-c", "env | grep '^AWS_' | sort");

        Assert.Equal(
            $"""
            AWS_ACCESS_KEY_ID=ASIATESTTESTTEST0001
            AWS_CREDENTIAL_EXPIRATION={Future}
            AWS_DEFAULT_REGION=eu-central-1
            AWS_REGION=eu-central-1
            AWS_SECRET_ACCESS_KEY={Keys.Secret}
            AWS_SESSION_TOKEN={Keys.Token}

            """.ReplaceLineEndings("\n"), run.Output);
        Assert.Equal((0, string.Empty), (run.ExitStatus, run.Errors));
    }

    [Fact]
    public async Task A_region_that_is_set_stays()
    {
        _home.WriteConfig("[profile work]\nregion = eu-central-1\n");
        _home.Variables["AWS_DEFAULT_REGION"] = "us-west-2";

        Assert.Equal("us-west-2 none\n", (await ExecAsync("sh", "-c", "echo $AWS_DEFAULT_REGION ${AWS_REGION-none}")).Output);
    }

    [Theory]
    [InlineData("exit 0", 0)]
    [InlineData("exit 7", 7)]
    [InlineData("kill -TERM $$", 143)]
    [InlineData("kill -KILL $$", 137)]
    public async Task The_exit_status_is_the_commands_own(string script, int status) =>
        Assert.Equal(status, (await ExecAsync("sh", "-c", script)).ExitStatus);

    [Fact]
    public async Task Without_a_good_credential_the_command_does_not_run()
    {
        _home.WriteCredentials(Keys.Profile("work", "2020-01-01T00:00:00Z"));
        string mark = Path.Combine(_home.Folder, "ran");

        Run run = await ExecAsync("touch", mark);

        Assert.Equal((3, string.Empty), (run.ExitStatus, run.Output));
        Assert.False(File.Exists(mark));
    }

    [Fact]
    public async Task A_command_that_is_not_there_is_status_127()
    {
        Run run = await ExecAsync("no-such-command");

        Assert.Equal(127, run.ExitStatus);
        Assert.StartsWith("claude-aws: The command 'no-such-command' could not be started: not found.", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Arguments_arrive_as_they_stand()
    {
        string[] words = ["--", "-p", "--help", "@nothing", "", "two words", "$HOME", "é"];

        Run run = await ExecAsync(["sh", "-c", "printf '<%s>' \"$@\"", "sh", .. words]);

        Assert.Equal(string.Concat(words.Select(word => $"<{word}>")), run.Output);
    }

    [Fact]
    public async Task Claude_aws_becomes_the_command()
    {
        using Process process = _home.Start(CompanionHome.Companion, ["exec", "-p", "work", "--", "sh", "-c", "echo $$; cat"]);
        await process.StandardInput.WriteAsync("from standard input");
        process.StandardInput.Close();

        Run run = await CompanionHome.FinishAsync(process);

        Assert.Equal($"{process.Id.ToString(CultureInfo.InvariantCulture)}\nfrom standard input", run.Output);
    }

    [Fact]
    public async Task The_command_finds_signals_as_a_shell_would_have_left_them()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux tells.");

        Run run = await ExecAsync("grep", "-E", "^Sig(Blk|Ign)", "/proc/self/status");

        Assert.Equal("SigBlk:\t0000000000000000\nSigIgn:\t0000000000000000\n", run.Output);
    }

    [Fact]
    public async Task A_signal_that_was_ignored_stays_so()
    {
        Run run = await _home.ShellAsync("trap '' HUP; \"$1\" exec -p work -- sh -c 'kill -HUP $$; echo alive'");

        Assert.Equal("alive\n", run.Output);
    }

    [Fact]
    public async Task Variables_that_are_no_text_stay_byte_by_byte()
    {
        Run run = await _home.ShellAsync("X=$(printf 'a\\377b') \"$1\" exec -p work -- sh -c 'printf %s \"$X\" | od -An -tx1'");

        Assert.Equal("61 ff 62", run.Output.Trim());
    }

    public void Dispose() => _home.Dispose();

    private Task<Run> ExecAsync(params string[] words) => _home.RunAsync(["exec", "--profile", "work", "--", .. words]);
}
