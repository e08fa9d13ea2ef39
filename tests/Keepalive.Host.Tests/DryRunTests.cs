using System.Security.Cryptography;
using Keepalive.Host.Tests.SingleSignOn;
using Keepalive.Host.Tests.Support;

namespace Keepalive.Host.Tests;

/// <summary>A dry run shows, and changes nothing: no byte, no file, no time of writing. In a home where each verb would have something to do.</summary>
public sealed class DryRunTests(DryRunHome shared) : IClassFixture<DryRunHome>
{
    public static TheoryData<string> Lines => [.. VerbTable.All.SelectMany(static row => row.Changes)];

    [Theory]
    [MemberData(nameof(Lines))]
    public async Task A_dry_run_says_something_and_changes_no_file(string line)
    {
        SandboxHome home = shared.Home;
        home.Server.Log.Clear();
        string[] before = Everything(home.Home.Folder);

        Run run = await shared.RunAsync($"{line} --dry-run");

        Assert.True(run.ExitStatus == 0, $"{run.ExitStatus}: {run.Errors}");
        Assert.NotEmpty(run.Output);
        Assert.Equal(before, Everything(home.Home.Folder));
        Assert.Empty(home.Server.Log.All);
    }

    /// <summary>Without it they do, or the test above would prove nothing.</summary>
    [Theory]
    [InlineData("config set warnMinutes 7")]
    [InlineData("config unset autoLoginCmd")]
    [InlineData("secret remove --profile keys --store plaintext")]
    [InlineData("logout --profile sso")]
    [InlineData("refresh --profile sso")]
    [InlineData("refresh --profile keys")]
    [InlineData("autologin --profile keys")]
    [InlineData("install --bedrock --region eu-central-1")]
    [InlineData("uninstall")]
    [InlineData("reload")]
    [InlineData("doctor --fix")]
    [InlineData("doctor --undo")]
    [InlineData("support-bundle --out OUT")]
    public async Task The_same_without_dry_run_changes_something(string line)
    {
        await using var own = new DryRunHome();
        await own.InitializeAsync();
        SandboxHome home = own.Home;
        string[] before = Everything(home.Home.Folder);

        await own.RunAsync(line);

        Assert.NotEqual(before, Everything(home.Home.Folder));
    }

    [Theory]
    [InlineData("sso", "A new key for profile 'sso' would be requested from 'corp' after a silent renewal of the token.")]
    [InlineData("keys", "The automatic login of profile 'keys' would be run (autoLoginCmd is set).")]
    [InlineData("process", "The credential_process of profile 'process' would be run.")]
    public async Task A_refresh_says_what_it_would_do(string profile, string sentence)
    {
        Assert.Contains(sentence, (await shared.RunAsync($"refresh --profile {profile} --dry-run")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refresh_that_could_do_nothing_fails_in_a_dry_run_too()
    {
        Run run = await shared.RunAsync("refresh --profile nobody --dry-run");

        Assert.Equal((4, string.Empty), (run.ExitStatus, run.Output));
    }

    private static string[] Everything(string folder) =>
    [
        .. new DirectoryInfo(folder).EnumerateFileSystemInfos("*", SearchOption.AllDirectories)
            .Select(static entry => $"{entry.FullName} {entry.LastWriteTimeUtc.Ticks} {entry.Attributes} {(OperatingSystem.IsWindows() ? 0 : entry.UnixFileMode)} {(entry is FileInfo file ? HashOf(file) : string.Empty)}")
            .Order(StringComparer.Ordinal),
    ];

    private static string HashOf(FileInfo file) => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file.FullName)));
}
