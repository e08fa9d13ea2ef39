using Keepalive.Platform.Processes;

namespace Keepalive.Core.Tests.Platform.Processes;

[Collection("Processes")]
public sealed class ChildStartTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("keepalive-").FullName;

    [Theory]
    [InlineData("keepalive-no-such-program")]
    [InlineData("./keepalive-no-such-program")]
    public async Task A_missing_program_is_not_found(string name) => Assert.Equal("not found", await ReasonAsync(new(name, [])));

    [Fact]
    public async Task A_directory_is_told_apart() => Assert.Equal("it is a directory", await ReasonAsync(new(_folder, [])));

    [Fact]
    public async Task A_missing_working_directory_is_not_taken_for_a_missing_program()
    {
        ChildCommand command = DummyProgram.Command("exit", "0") with { WorkingDirectory = Path.Combine(_folder, "none") };

        Assert.Equal("its working directory was not found", await ReasonAsync(command));
    }

    [Fact]
    public async Task A_nul_character_is_refused() =>
        Assert.Equal("an argument contains a NUL character", await ReasonAsync(DummyProgram.Command("echo-args", "a\0b")));

    [Fact]
    public async Task An_empty_name_is_refused() => Assert.Equal("the program's name is empty", await ReasonAsync(new("", [])));

    [Fact]
    public async Task The_exception_does_not_repeat_arguments()
    {
        ChildStartException exception = await Assert.ThrowsAsync<ChildStartException>(
            () => ChildProcess.RunAsync(new("keepalive-no-such-program", ["hunter2"]), 10, TestContext.Current.CancellationToken));

        Assert.DoesNotContain("hunter2", exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_without_the_executable_bit_is_not_executable()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Unix modes");

        Assert.Equal("not executable", await ReasonAsync(new(Write("tool", "#!/bin/sh\n", executable: false), [])));
    }

    [Fact]
    public async Task On_PATH_too_it_is_not_executable()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Unix modes");
        Write("tool", "#!/bin/sh\n", executable: false);

        Assert.Equal("not executable", await ReasonAsync(OnPath("tool", _folder)));
    }

    [Fact]
    public async Task A_script_without_its_interpreter_is_told_apart()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Unix scripts");
        string script = Write("tool", "#!/no/such/interpreter\n");

        Assert.Equal("its interpreter was not found", await ReasonAsync(new(script, [])));
    }

    [Fact]
    public async Task Text_is_not_a_program()
    {
        string file = Write("tool.exe", "just some text\n");

        Assert.Equal("not a program for this system", await ReasonAsync(new(file, [])));
    }

    [Fact]
    public async Task A_bare_name_is_looked_up_on_the_path_the_child_gets()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "sh");
        Write("tool", "#!/bin/sh\necho found\n");

        ChildOutcome outcome = await ChildProcess.RunAsync(OnPath("tool", $"/no/such:{_folder}"), 100, TestContext.Current.CancellationToken);

        Assert.Equal("found\n", outcome.Text());
    }

    [Fact]
    public async Task Relative_and_empty_entries_of_the_path_are_passed_over()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "sh");
        Write("tool", "#!/bin/sh\necho found\n");
        string relative = Path.GetRelativePath(Environment.CurrentDirectory, _folder);

        Assert.Equal("not found", await ReasonAsync(OnPath("tool", $"{relative}::.") with { WorkingDirectory = _folder }));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static ChildCommand OnPath(string name, string path) =>
        new(name, []) { EnvironmentChanges = new Dictionary<string, string?> { ["PATH"] = path } };

    private static async Task<string> ReasonAsync(ChildCommand command)
    {
        ChildStartException exception = await Assert.ThrowsAsync<ChildStartException>(
            () => ChildProcess.RunAsync(command, 100, TestContext.Current.CancellationToken));
        return exception.Reason;
    }

    private string Write(string name, string text, bool executable = true)
    {
        string path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, executable ? (UnixFileMode)0b111_101_101 : (UnixFileMode)0b110_100_100);
        }

        return path;
    }
}
