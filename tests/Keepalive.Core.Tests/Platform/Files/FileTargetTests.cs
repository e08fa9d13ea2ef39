using Keepalive.Platform.Files;

namespace Keepalive.Core.Tests.Platform.Files;

/// <summary>The file behind a path is the one that the kernel finds.</summary>
public sealed class FileTargetTests : IDisposable
{
    private readonly string _folder = Real(Directory.CreateTempSubdirectory("keepalive-target-").FullName);

    public FileTargetTests() => Assert.SkipWhen(OperatingSystem.IsWindows(), "links take a right of their own there");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Two_dots_in_a_link_count_from_where_the_link_really_is(bool exists)
    {
        // ~/.claude -> dotfiles/claude, settings.json -> ../shared/settings.json
        Directory.CreateDirectory(In("dotfiles/claude"));
        Directory.CreateDirectory(In("dotfiles/shared"));
        Directory.CreateDirectory(In("shared"));
        File.CreateSymbolicLink(In("dotfiles/claude/settings.json"), "../shared/settings.json");
        Directory.CreateSymbolicLink(In(".claude"), "dotfiles/claude");
        if (exists)
        {
            File.WriteAllText(In("dotfiles/shared/settings.json"), "{}");
        }

        Assert.Equal(In("dotfiles/shared/settings.json"), FileTarget.Of(In(".claude/settings.json")));
    }

    [Fact]
    public void Two_dots_in_the_path_are_the_kernels_too()
    {
        Directory.CreateDirectory(In("a/b"));
        Directory.CreateSymbolicLink(In("link"), In("a/b"));

        Assert.Equal(In("a/file"), FileTarget.Of(In("link") + "/../file"));
    }

    [Fact]
    public void A_chain_of_links_is_followed_to_its_end()
    {
        Directory.CreateDirectory(In("x"));
        File.CreateSymbolicLink(In("one"), "x/two");
        File.CreateSymbolicLink(In("x/two"), "../three");
        File.CreateSymbolicLink(In("three"), In("x/four"));

        Assert.Equal(In("x/four"), FileTarget.Of(In("one")));
    }

    [Fact]
    public void A_missing_file_below_missing_folders_is_itself() => Assert.Equal(In("no/such/file"), FileTarget.Of(In("no/such/file")));

    [Fact]
    public void Links_in_a_circle_are_an_error_that_says_so()
    {
        File.CreateSymbolicLink(In("one"), "two");
        File.CreateSymbolicLink(In("two"), "one");

        Assert.Equal("its symbolic links form a loop", FileFault.Describe(Assert.ThrowsAny<IOException>(() => FileTarget.Of(In("one")))));
    }

    private string In(string path) => Path.Combine(_folder, path);

    private static string Real(string path) => OperatingSystem.IsWindows() ? path : FileTarget.Of(path);
}
