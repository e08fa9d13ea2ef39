using Keepalive.Testing;
using Keepalive.Workers;

namespace Keepalive.Core.Tests.Workers;

/// <summary>A module of the Gallery has no execute bits (PowerShellGet unpacks files alone).</summary>
public sealed class ExecutableCopyTests : IDisposable
{
    private const UnixFileMode NoExecution = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private readonly SyntheticHome _home = new();

    public ExecutableCopyTests() => _home.Variables["CLAUDE_AWS_STATE"] = State;

    private string State => Path.Combine(_home.Folder, "state");

    public void Dispose() => _home.Dispose();

    [Fact]
    public void A_program_that_may_be_executed_is_used_where_it_is()
    {
        string program = Program("content", NoExecution | UnixFileMode.UserExecute);

        Assert.Equal(program, ExecutableCopy.Of(_home.Environment, program));
        Assert.False(Directory.Exists(State));
    }

    [Fact]
    public void Without_the_execute_bit_a_copy_runs_that_only_its_owner_can_use()
    {
        SkipOnWindows();
        string program = Program("content", NoExecution);

        string copy = ExecutableCopy.Of(_home.Environment, program);

        Assert.StartsWith(Path.Combine(State, "bin"), copy);
        Assert.Equal("claude-aws", Path.GetFileName(copy));
        Assert.Equal("content", File.ReadAllText(copy));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, Mode(copy));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, Mode(Path.GetDirectoryName(copy)!));
        Assert.Equal(NoExecution, Mode(program));
        Assert.Single(Directory.EnumerateFiles(Path.GetDirectoryName(copy)!));
    }

    [Fact]
    public void The_copy_is_made_once_and_again_when_the_program_has_changed()
    {
        SkipOnWindows();
        string program = Program("content", NoExecution);
        string copy = ExecutableCopy.Of(_home.Environment, program);
        File.WriteAllText(copy, "CONTENT");
        File.SetLastWriteTimeUtc(copy, File.GetLastWriteTimeUtc(program));

        ExecutableCopy.Of(_home.Environment, program);
        string kept = File.ReadAllText(copy);
        File.WriteAllText(program, "another");
        ExecutableCopy.Of(_home.Environment, program);

        Assert.Equal("CONTENT", kept);
        Assert.Equal("another", File.ReadAllText(copy));
    }

    [Fact]
    public void A_state_folder_that_takes_no_copy_is_an_error_with_its_path()
    {
        SkipOnWindows();
        string program = Program("content", NoExecution);
        File.WriteAllText(State, "a file in the way");

        var error = Assert.Throws<KeepaliveException>(() => ExecutableCopy.Of(_home.Environment, program));

        Assert.Equal(KeepaliveErrorCode.StateFolderUnusable, error.Code);
        Assert.Contains(State, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_module_s_companion_is_found_and_made_runnable()
    {
        SkipOnWindows();
        string module = Path.Combine(_home.Folder, "module");
        Directory.CreateDirectory(module);
        Assert.Null(CompanionLauncher.RunnableIn(_home.Environment, module));
        string folder = Path.Combine(module, "bin", System.Runtime.InteropServices.RuntimeInformation.RuntimeIdentifier);
        Directory.CreateDirectory(folder);
        File.Move(Program("content", NoExecution), Path.Combine(folder, "claude-aws"));

        string? runnable = CompanionLauncher.RunnableIn(_home.Environment, module);

        Assert.NotNull(runnable);
        Assert.True(ExecutableCopy.IsExecutable(runnable));
    }

    private static void SkipOnWindows() => Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no execute bit.");

    private string Program(string content, UnixFileMode mode)
    {
        string path = Path.Combine(_home.Folder, "claude-aws");
        File.WriteAllText(path, content);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, mode);
        }

        return path;
    }

    private static UnixFileMode Mode(string path) => OperatingSystem.IsWindows() ? default : File.GetUnixFileMode(path);
}
