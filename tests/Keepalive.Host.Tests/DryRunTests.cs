using System.Security.Cryptography;
using Keepalive.Host.Tests.SingleSignOn;
using Keepalive.Host.Tests.Support;

namespace Keepalive.Host.Tests;

/// <summary>A dry run shows, and changes nothing: no byte, no file, no time of writing. In a home where each verb would have something to do.</summary>
public sealed class DryRunTests
{
    private const string Settings = ".claude/settings.json";

    public static TheoryData<string> Lines => [.. VerbTable.All.SelectMany(static row => row.Changes)];

    [Theory]
    [MemberData(nameof(Lines))]
    public async Task A_dry_run_says_something_and_changes_no_file(string line)
    {
        await using SignedInHome home = await MakeAsync();
        home.Server.Log.Clear();
        string[] before = Everything(home.Home.Folder);

        Run run = await RunAsync(home, $"{line} --dry-run");

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
        await using SignedInHome home = await MakeAsync();
        string[] before = Everything(home.Home.Folder);

        await RunAsync(home, line);

        Assert.NotEqual(before, Everything(home.Home.Folder));
    }

    [Theory]
    [InlineData("sso", "A new key for profile 'sso' would be asked of 'corp' after a silent renewal of the sign-in.")]
    [InlineData("keys", "The automatic login of profile 'keys' would be run (autoLoginCmd is set).")]
    [InlineData("process", "The credential_process of profile 'process' would be run.")]
    public async Task A_refresh_says_what_it_would_do(string profile, string sentence)
    {
        await using SignedInHome home = await MakeAsync();

        Assert.Contains(sentence, (await RunAsync(home, $"refresh --profile {profile} --dry-run")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refresh_that_could_do_nothing_fails_in_a_dry_run_too()
    {
        await using SignedInHome home = await MakeAsync();

        Run run = await RunAsync(home, "refresh --profile nobody --dry-run");

        Assert.Equal((4, string.Empty), (run.ExitStatus, run.Output));
    }

    private static Task<Run> RunAsync(SignedInHome home, string line) =>
        home.Home.RunAsync(line.Replace("OUT", Path.Combine(home.Home.Folder, "bundle.zip"), StringComparison.Ordinal).Split(' '));

    /// <summary>A sign-in that can be renewed, keys that have ended with a login for them, a password, an installation, something to mend and something mended.</summary>
    private static async Task<SignedInHome> MakeAsync()
    {
        SignedInHome home = await SignedInHome.WithEndedTokenAsync();
        string folder = home.Home.Folder;
        home.Home.Variables["CLAUDE_AWS_CONFIG"] = Path.Combine(folder, "config.json");
        home.Home.Variables["SSH_TTY"] = "/dev/pts/1";
        CompanionHome.WriteRested(Path.Combine(folder, "config.json"), """{ "autoLoginCmd": "exit 1" }""");
        home.Home.WriteCredentials(Keys.Profile("keys", "2020-01-01T00:00:00Z"));
        string sso = await File.ReadAllTextAsync(home.Home.ConfigFile, TestContext.Current.CancellationToken);
        home.Home.WriteConfig($"{sso}\n[profile process]\nregion = eu-west-1\ncredential_process = true\n[profile old]\nRegion = eu-west-1\n");
        Directory.CreateDirectory(Path.Combine(folder, ".claude"));
        CompanionHome.WriteRested(Path.Combine(folder, Settings), "{}\n");
        await PassAsync(home, "install --yes --no-verify --profile sso");
        await PassAsync(home, "doctor --fix --id KA305");
        home.Home.WriteConfig($"{await File.ReadAllTextAsync(home.Home.ConfigFile, TestContext.Current.CancellationToken)}[profile older]\nRegion = eu-west-1\n");
        Run set = await home.Home.RunAsync("/bin/sh", ["-c", "printf 'PlantedSecret' | \"$0\" secret set --profile keys --store plaintext --stdin", CompanionHome.Companion]);
        Assert.True(set.ExitStatus == 0, set.Errors);
        return home;
    }

    /// <summary>What is left to mend is no failure here.</summary>
    private static async Task PassAsync(SignedInHome home, string line)
    {
        Run run = await home.Home.RunAsync(line.Split(' '));
        Assert.True(run.ExitStatus is 0 or 1, $"{line}: {run.ExitStatus} {run.Errors}");
    }

    private static string[] Everything(string folder) =>
    [
        .. new DirectoryInfo(folder).EnumerateFileSystemInfos("*", SearchOption.AllDirectories)
            .Select(static entry => $"{entry.FullName} {entry.LastWriteTimeUtc.Ticks} {entry.Attributes} {(OperatingSystem.IsWindows() ? 0 : entry.UnixFileMode)} {(entry is FileInfo file ? HashOf(file) : string.Empty)}")
            .Order(StringComparer.Ordinal),
    ];

    private static string HashOf(FileInfo file) => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file.FullName)));
}
