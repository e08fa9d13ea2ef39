using Keepalive.Host.Tests.Support;
using Keepalive.Testing;

namespace Keepalive.Host.Tests.Refresh;

/// <summary>A sign-in on a real file system without room, or one that is mounted read-only, is told as that.</summary>
public sealed class FullDiskTests : IDisposable
{
    private readonly CompanionHome _home = new();

    public FullDiskTests()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "mount namespaces are Linux's");
        _home.Variables["CLAUDE_AWS_STATE"] = Path.Combine(_home.Folder, "state");
        _home.Variables["CLAUDE_AWS_CONFIG"] = Path.Combine(_home.Folder, "config.json");
        _home.Variables["AWS_ENDPOINT_URL"] = "http://127.0.0.1:1";
        Directory.CreateDirectory(Path.Combine(_home.Folder, "state"));
        CompanionHome.WriteRested(_home.Variables["CLAUDE_AWS_CONFIG"]!, """{ "autoLoginCmd": "exit 0" }""");
        _home.WriteCredentials(Keys.Profile("work", "2020-01-01T00:00:00Z"));
    }

    [Theory]
    [InlineData("refresh", ": no space is left", "Free some disk space for ")]
    [InlineData("autologin", ": no space is left", "Free some disk space for ")]
    public async Task A_full_state_folder_is_told_with_its_path_and_the_next_step(string verb, string reason, string advice) =>
        AssertTold(await RunAsync("size=64k", "cat /dev/zero > \"$CLAUDE_AWS_STATE/filling\" 2>&-", verb), reason, advice);

    [Theory]
    [InlineData("refresh")]
    [InlineData("autologin")]
    public async Task A_read_only_state_folder_is_told_with_its_path_and_the_next_step(string verb) =>
        AssertTold(await RunAsync("size=64k,ro", ":", verb), "read-only", "Mount ");

    [Fact]
    public async Task The_doctor_finds_a_full_state_folder()
    {
        Run run = await RunAsync("size=64k", "cat /dev/zero > \"$CLAUDE_AWS_STATE/filling\" 2>&-", "doctor --offline");

        Assert.Contains("KA008", run.Output, StringComparison.Ordinal);
        Assert.Contains("has only 0 KB of free space", run.Output.ReplaceLineEndings(" "), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_doctor_finds_nothing_of_the_kind_where_there_is_space() =>
        Assert.DoesNotContain("free space", (await RunAsync("size=8m", ":", "doctor --offline")).Output.ReplaceLineEndings(" "), StringComparison.Ordinal);

    public void Dispose() => _home.Dispose();

    private static void AssertTold(Run run, string reason, string advice)
    {
        Assert.Equal(13, run.ExitStatus);
        Assert.Contains(Path.DirectorySeparatorChar + "state" + Path.DirectorySeparatorChar, run.Errors, StringComparison.Ordinal);
        Assert.Contains(reason, run.Errors, StringComparison.Ordinal);
        Assert.Contains(advice, run.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("security software", run.Errors, StringComparison.Ordinal);
    }

    private async Task<Run> RunAsync(string options, string prepare, string verb)
    {
        string user = Environment.IsPrivilegedProcess ? string.Empty : "--user --map-root-user ";
        Run run = await _home.ShellAsync(
            $"PATH=/usr/bin:/bin:/usr/sbin:/sbin unshare {user}--mount -- /bin/sh -c 'mount -t tmpfs -o {options} none \"$CLAUDE_AWS_STATE\" || exit 77; echo mounted; {prepare}; exec \"$0\" {verb} --profile work' \"$1\"");
        Assert.SkipUnless(run.Output.StartsWith("mounted", StringComparison.Ordinal), $"a tmpfs can't be mounted here: {run.Errors}");
        return run;
    }
}
