using Keepalive.Platform.Files;
using Keepalive.Platform.Native.Libc;
using Keepalive.Testing;

namespace Keepalive.Core.Tests.Platform.Files;

/// <summary>Why no file can be made in a folder, and what the person does about it.</summary>
public sealed class FolderObstacleTests : IDisposable
{
    private const uint Me = 1000;

    private readonly SyntheticHome _home = new();

    private string Folder => Path.Combine(_home.Folder, ".aws", "sso", "cache");

    public static TheoryData<int, uint, string, string> Verdicts => new()
    {
        { Errno.EACCES, 0, "belongs to user 0", "sudo chown -R" },
        { Errno.EACCES, Me, "belongs to your account, but its mode", "chmod u+rwx" },
        { Errno.EROFS, Me, "is on a read-only file system", "Mount" },
        { Errno.EROFS, 0, "is on a read-only file system", "Mount" },
    };

    [Theory]
    [MemberData(nameof(Verdicts))]
    public void Each_cause_has_its_own_next_step(int error, uint owner, string reason, string advice)
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("modes and owners of Unix");
            return;
        }

        FolderObstacle? found = FolderObstacle.Judge(Folder, error, new FileStatus(FileKind.Folder, 0x416D, 2, owner, owner, 1, 1, default), Me);

        Assert.StartsWith(reason, found?.Reason, StringComparison.Ordinal);
        Assert.Contains(advice, found?.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_takes_files_or_will_be_made_is_fine()
    {
        Assert.Null(FolderObstacle.Find(_home.Folder));
        Assert.Null(FolderObstacle.Find(Path.Combine(_home.Folder, "a", "b")));
    }

    [Fact]
    public void A_file_in_the_way_is_named()
    {
        string file = Path.Combine(_home.Folder, "file");
        File.WriteAllText(file, "x");

        FolderObstacle? found = FolderObstacle.Find(Path.Combine(file, "cache"));

        Assert.Equal((file, "Move or delete the file."), (found?.Folder, found?.Advice));
    }

    [Fact]
    public void A_link_that_leads_nowhere_is_no_file()
    {
        string link = Path.Combine(_home.Folder, "link");
        File.CreateSymbolicLink(link, Path.Combine(_home.Folder, "gone"));

        FolderObstacle? found = FolderObstacle.Find(link);

        Assert.Contains("is a link to", found?.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_of_the_mode_0555_is_closed()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("modes of Unix");
            return;
        }

        Assert.SkipWhen(Environment.IsPrivilegedProcess, "Root may write there in spite of the mode.");

        Directory.CreateDirectory(Folder, (UnixFileMode)0x16D);

        Assert.Equal($"Make the folder writable: chmod u+rwx {CommandWord.Of(Folder)}", FolderObstacle.Find(Folder)?.Advice);
    }

    public void Dispose() => _home.Dispose();
}
