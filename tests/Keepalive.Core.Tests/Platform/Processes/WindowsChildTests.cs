using Keepalive.Platform.Processes;

namespace Keepalive.Core.Tests.Platform.Processes;

[Collection("Processes")]
public sealed class WindowsChildTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("keepalive ").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Arguments_of_a_batch_file_arrive_whole()
    {
        Assert.SkipUnless(OperatingSystem.IsWindows(), "cmd");
        string[] arguments = ["plain", "two words", "a&b", "c|d<e>f", "g^h", "(i)", "!j!", @"C:\dir\", "k;l,m=n"];
        string script = Write("tool.cmd", $"@\"{DummyProgram.Path}\" echo-args %*\r\n");

        ChildOutcome outcome = await ChildProcess.RunAsync(new(script, arguments), 1000, Token);

        Assert.Equal(string.Concat(arguments.Select(argument => $"[{argument}]\n")), outcome.Text());
    }

    [Fact]
    public async Task The_exit_code_of_a_batch_file_is_told()
    {
        Assert.SkipUnless(OperatingSystem.IsWindows(), "cmd");

        ChildOutcome outcome = await ChildProcess.RunAsync(new(Write("tool.bat", "@exit /b 7\r\n"), []), 1000, Token);

        Assert.Equal(7, outcome.ExitCode);
    }

    [Theory]
    [InlineData("tool")]
    [InlineData("TOOL.CMD")]
    public async Task A_bare_name_is_looked_up_on_the_path_the_child_gets(string name)
    {
        Assert.SkipUnless(OperatingSystem.IsWindows(), "cmd");
        Write("tool.cmd", "@echo found\r\n");
        ChildCommand command = new(name, []) { EnvironmentChanges = new Dictionary<string, string?> { ["Path"] = $"relative;;{_folder}" } };

        ChildOutcome outcome = await ChildProcess.RunAsync(command, 100, Token);

        Assert.Equal("found\r\n", outcome.Text());
    }

    [Fact]
    public async Task The_current_folder_is_not_searched()
    {
        Assert.SkipUnless(OperatingSystem.IsWindows(), "cmd");
        Write("tool.cmd", "@echo found\r\n");
        ChildCommand command = new("tool", [])
        {
            EnvironmentChanges = new Dictionary<string, string?> { ["Path"] = ".;" },
            WorkingDirectory = _folder,
        };

        ChildStartException exception = await Assert.ThrowsAsync<ChildStartException>(() => ChildProcess.RunAsync(command, 100, Token));

        Assert.Equal("not found", exception.Reason);
    }

    [Fact]
    public async Task A_handle_that_others_may_inherit_does_not_reach_the_child()
    {
        Assert.SkipUnless(OperatingSystem.IsWindows(), "handles");
        string path = Path.Combine(_folder, "held");
        using ProcessIdFile file = new();
        using CancellationTokenSource source = CancellationTokenSource.CreateLinkedTokenSource(Token);
        Task<ChildOutcome> run;
        using (FileStream held = new(path, FileMode.Create, FileAccess.ReadWrite, FileShare.Inheritable))
        {
            run = ChildProcess.RunAsync(DummyProgram.Command("hang", file.Path), 1000, source.Token);
            await file.ReadAsync(1);
        }

        // Nobody shares it: had the child a copy, this would fail.
        File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None).Dispose();

        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Write(string name, string text)
    {
        string path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }
}
