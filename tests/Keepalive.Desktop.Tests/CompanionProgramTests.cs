using Keepalive.Desktop.Companion;

namespace Keepalive.Desktop.Tests;

public sealed class CompanionProgramTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("keepalive-desktop-").FullName;

    private static string FileName => OperatingSystem.IsWindows() ? "claude-aws.exe" : "claude-aws";

    [Fact]
    public void That_of_the_module_comes_before_that_of_PATH()
    {
        string own = Make("module", "bin", CompanionProgram.Platform);
        string other = Make("tools");

        Assert.Equal([own, other], CompanionProgram.Find(Path.Combine(_folder, "module"), string.Join(Path.PathSeparator, "/nowhere", $"\"{Path.GetDirectoryName(other)}\"")));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("tools")]
    [InlineData("./tools")]
    [InlineData("..")]
    public void A_relative_folder_of_PATH_is_passed_over(string? path)
    {
        Make("tools");

        Assert.Empty(CompanionProgram.Find(Path.Combine(_folder, "module"), path));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Make(params string[] folders)
    {
        string path = Path.Combine([_folder, .. folders, FileName]);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, string.Empty);
        return path;
    }
}
