using System.Globalization;
using Keepalive.Host.Tests.Support;
using Keepalive.Testing;

namespace Keepalive.Host.Tests;

/// <summary>
/// Under the limits of a shell, a service or a container a verb works, or says what it is refused, with a status of the table: no crash, nothing half
/// written. The runtime of the build for development needs more than these limits give, so most of it is tried with the native program.
/// </summary>
public sealed class ResourceLimitTests : IDisposable
{
    /// <summary>What a shell says of a limit that the test could not set.</summary>
    private const int NoLimit = 99;

    private readonly CompanionHome _home = new();

    public ResourceLimitTests()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such limits");
        _home.WriteCredentials(Keys.Profile("default", "2099-01-01T00:00:00Z"));
        _home.Variables["CLAUDE_AWS_STATE"] = Path.Combine(_home.Folder, "state");

        // The runtime of the other build writes its code by way of a file, which has a size.
        _home.Variables["DOTNET_EnableWriteXorExecute"] = "0";
    }

    [Theory]
    [InlineData("ulimit -n 4")]
    [InlineData("ulimit -n 5")]
    [InlineData("ulimit -n 6")]
    [InlineData("ulimit -n 8")]
    [InlineData("ulimit -v 400000")]
    [InlineData("ulimit -v 600000")]
    [InlineData("ulimit -s 64")]
    [InlineData("ulimit -f 0")]
    public async Task Whatever_is_limited_every_verb_ends_with_a_status_of_the_table(string limit)
    {
        RequireNative();

        Run run = await _home.ShellAsync(string.Concat(EveryVerb.All.Select(words => $"({limit} || exit {NoLimit}; exec \"$1\" {string.Join(' ', words)}) </dev/null; echo \"status $?\"\n")));

        int[] statuses = Statuses(run);
        Assert.Equal(EveryVerb.All.Count, statuses.Length);
        Assert.All(statuses, status => Assert.Contains(status, (int[])[.. ExitStatus.All, 127]));
        Assert.DoesNotContain("unexpected error (", run.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ulimit -n 4", "export", "ulimit -n 1024")]
    [InlineData("ulimit -n 5", "login", "ulimit -n 1024")]
    public async Task What_the_system_refuses_is_named_with_the_limit_to_raise(string limit, string line, string advice)
    {
        RequireNative();

        Run run = await _home.ShellAsync($"{limit} || exit {NoLimit}; exec \"$1\" {line}");

        Assert.Equal((20, string.Empty), (run.ExitStatus, run.Output));
        Assert.StartsWith("claude-aws: The system refuses ", run.Errors, StringComparison.Ordinal);
        Assert.Contains(advice, run.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ulimit -n 4")]
    public async Task A_hook_and_the_status_line_end_with_0_whatever_is_refused(string limit)
    {
        RequireNative();

        Run run = await _home.ShellAsync($"({limit}; exec \"$1\" check --as-hook) </dev/null; echo \"status $?\"; ({limit}; exec \"$1\" statusline) </dev/null; echo \"status $?\"");

        Assert.Equal([0, 0], Statuses(run));
        Assert.Empty(run.Errors);
    }

    [Fact]
    public async Task With_400_MB_of_addresses_a_credential_is_handed_out()
    {
        RequireNative();

        Run run = await _home.ShellAsync($"ulimit -v 400000 || exit {NoLimit}; exec \"$1\" export");

        Assert.Equal((0, string.Empty), (run.ExitStatus, run.Errors));
        Assert.Contains("\"AccessKeyId\"", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("config set warnMinutes 7", 11)]
    [InlineData("secret set --store plaintext --stdin", 18)]
    [InlineData("support-bundle --out \"$HOME/bundle.zip\" --yes", 13)]
    public async Task A_file_that_may_have_no_size_is_a_fault_with_a_next_step_and_leaves_nothing(string line, int status)
    {
        Run run = await _home.ShellAsync($"ulimit -f 0 || exit {NoLimit}; echo 'p4ssw0rd' | \"$1\" {line}");

        Assert.Equal(status, run.ExitStatus);
        Assert.Contains("does not allow a file of this size", run.Errors, StringComparison.Ordinal);
        Assert.Contains("Allow larger files ('ulimit -f' shows the limit)", run.Errors, StringComparison.Ordinal);
        Assert.Equal([], Directory.EnumerateFiles(_home.Folder, "*", SearchOption.AllDirectories).Where(file => new FileInfo(file).Length > 0 && file != _home.CredentialsFile));
        Assert.Equal([], Directory.EnumerateFiles(_home.Folder, "*", SearchOption.AllDirectories).Where(file => file.EndsWith(".tmp", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task An_answer_for_a_file_that_may_have_no_size_is_told_as_lost()
    {
        Run run = await _home.ShellAsync($"ulimit -f 0 || exit {NoLimit}; exec \"$1\" status >\"$HOME/answer\"");

        Assert.Equal(13, run.ExitStatus);
        Assert.Contains("does not allow a file of this size", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_run_in_its_place_is_ended_by_its_own_limit_as_always()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "/proc tells it");

        Run run = await _home.ShellAsync("exec \"$1\" exec -- grep SigIgn /proc/self/status");

        ulong ignored = ulong.Parse(run.Output.Split(':')[1].Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        Assert.Equal(0UL, ignored & (1UL << (25 - 1)));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(6)]
    public async Task With_no_process_or_thread_to_be_had_every_verb_ends_with_a_status_of_the_table(int processes)
    {
        RequireNative();
        Assert.SkipUnless(Environment.IsPrivilegedProcess && File.Exists("/usr/bin/setpriv") && File.Exists("/usr/bin/prlimit"), "root is not limited, and root alone can become somebody else");
        string[] lines = ["export", "check", "doctor --offline", "refresh", "secret test --store plaintext", "login", "exec -- true"];

        Run run = await _home.ShellAsync("cp \"$1\" \"$HOME/program\" && chown -R 65534:65534 \"$HOME\"\n" + string.Concat(lines.Select(line => $"setpriv --reuid 65534 --clear-groups prlimit --nproc={processes} \"$HOME/program\" {line} </dev/null; echo \"status $?\"\n")));

        int[] statuses = Statuses(run);
        Assert.Equal(lines.Length, statuses.Length);
        Assert.All(statuses, status => Assert.Contains(status, (int[])[.. ExitStatus.All, 127]));
        Assert.DoesNotContain("unexpected error (", run.Errors, StringComparison.Ordinal);
    }

    public void Dispose() => _home.Dispose();

    private static void RequireNative() =>
        Assert.SkipUnless(CompanionHome.IsNative && OperatingSystem.IsLinux(), "The runtime of the build for development can't start under this limit; KEEPALIVE_COMPANION names a native program.");

    private static int[] Statuses(Run run) =>
        [.. run.Output.Split('\n').Where(row => row.StartsWith("status ", StringComparison.Ordinal)).Select(row => int.Parse(row[7..], CultureInfo.InvariantCulture))];
}
