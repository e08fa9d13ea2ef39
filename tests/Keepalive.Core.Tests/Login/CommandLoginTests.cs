using Keepalive.Core.Tests.Platform.Processes;
using Keepalive.Login;
using Keepalive.Prompts;

namespace Keepalive.Core.Tests.Login;

/// <summary>The command itself, as a process.</summary>
[Collection("Logins")]
public sealed class CommandLoginTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("keepalive-login-");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Seen => Path.Combine(_folder.FullName, "seen");

    [Theory]
    [InlineData("exit 0", null)]
    [InlineData("exit 3", "ended with exit status 3")]
    [InlineData("kill -9 $$", "was stopped by signal 9")]
    public async Task Its_end_is_told_in_words(string line, string? complaint)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "a line for sh");
        Assert.Equal(complaint, await RunAsync(line));
    }

    [Fact]
    public async Task Windows_reads_the_line_as_cmd_does_with_its_quotes()
    {
        Assert.SkipUnless(OperatingSystem.IsWindows(), "a line for cmd.exe");
        Assert.Null(await RunAsync($"\"{DummyProgram.Path}\" echo-args \"a b\" c > \"{Seen}\" && exit 0"));
        Assert.Equal(["[a b]", "[c]"], await File.ReadAllLinesAsync(Seen, Token));
    }

    [Fact]
    public async Task It_has_no_terminal_empty_input_its_profile_and_no_key_of_ours()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "a line for sh");
        Environment.SetEnvironmentVariable("AWS_SECURITY_TOKEN", "a secret");
        try
        {
            await RunAsync($"(cat | wc -c; tty < /dev/tty; echo \"$CLAUDE_AWS_PROFILE$AWS_SECURITY_TOKEN\") > '{Seen}' 2>&1");
        }
        finally
        {
            Environment.SetEnvironmentVariable("AWS_SECURITY_TOKEN", null);
        }

        string[] lines = await File.ReadAllLinesAsync(Seen, Token);
        Assert.Equal("0", lines[0].Trim());
        Assert.Contains("/dev/tty", lines[1], StringComparison.Ordinal);
        Assert.Equal("work", lines[^1]);
    }

    [Fact]
    [Trait("Migration", "W9")]
    public async Task At_its_limit_the_whole_tree_ends_not_the_shell_alone()
    {
        string pids = Path.Combine(_folder.FullName, "pids");
        string line = $"\"{DummyProgram.Path}\" spawn \"{pids}\" hang";
        var login = new CommandLogin(line, "work") { Limit = TimeSpan.FromSeconds(4) };

        string? complaint = await login.RunAsync(new Progress<LoginNotice>(), new UnavailablePrompt("a test"), Token);

        Assert.Equal("took longer than 4 s and was stopped with its child processes", complaint);
        int[] processes = [.. (await File.ReadAllLinesAsync(pids, Token)).Select(int.Parse)];
        Assert.Equal(2, processes.Length);
        Assert.All(processes, id => Assert.True(DummyProgram.IsGone(id)));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static Task<string?> RunAsync(string line) => new CommandLogin(line, "work").RunAsync(new Progress<LoginNotice>(), new UnavailablePrompt("a test"), Token);
}
