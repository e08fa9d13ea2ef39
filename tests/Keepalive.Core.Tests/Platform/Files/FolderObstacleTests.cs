using System.Runtime.Versioning;
using Keepalive.Platform.Files;
using Keepalive.Platform.Native.Libc;
using Keepalive.Testing;

namespace Keepalive.Core.Tests.Platform.Files;

/// <summary>Why no file can be made in a folder, and what the person does about it.</summary>
public sealed class FolderObstacleTests : IDisposable
{
    private readonly SyntheticHome _home = new();

    private string Folder => Path.Combine(_home.Folder, ".aws", "sso", "cache");

    public static TheoryData<int, bool, string, string> Verdicts => new()
    {
        { Errno.EACCES, false, "belongs to user ", "sudo chown -R" },
        { Errno.EACCES, true, "belongs to your account, but its mode", "chmod u+rwx" },
        { Errno.EROFS, true, "is on a read-only file system", "Mount" },
        { Errno.EROFS, false, "is on a read-only file system", "Mount" },
    };

    [Theory]
    [MemberData(nameof(Verdicts))]
    public void Each_cause_has_its_own_next_step(int error, bool isMine, string reason, string advice)
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("modes and owners of Unix");
            return;
        }

        Directory.CreateDirectory(Folder);

        FolderObstacle? found = FolderObstacle.Judge(Folder, error, OwnedBy(isMine ? EffectiveUser.Id : EffectiveUser.Id + 1), EffectiveUser.Id);

        Assert.StartsWith(reason, found?.Reason, StringComparison.Ordinal);
        Assert.Contains(advice, found?.Advice, StringComparison.Ordinal);
        Assert.DoesNotContain("sign in", found?.Advice, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(error == Errno.EROFS, found?.IsReadOnly);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/usr/share")]
    public void A_folder_outside_of_the_account_is_never_to_be_given_to_the_account(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("owners of Unix");
            return;
        }

        FolderObstacle? found = FolderObstacle.Judge(folder, Errno.EACCES, OwnedBy(0), 4711);

        Assert.DoesNotContain("chown", found?.Advice, StringComparison.Ordinal);
        Assert.Contains("Set HOME to the home folder of your account", found?.Advice, StringComparison.Ordinal);
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

    [Fact]
    public void A_file_of_the_account_that_its_mode_closes_is_opened_and_not_its_folder()
    {
        string file = Path.Combine(_home.Folder, "config.json");
        File.WriteAllText(file, "{}");

        string? advice = WriteAdvice.ForRights(file, new UnauthorizedAccessException());

        Assert.Equal(OperatingSystem.IsWindows() ? $"Give your account the right to write in {_home.Folder}." : $"Make the file readable and writable: chmod u+rw {CommandWord.Of(file)}", advice);
        Assert.Null(WriteAdvice.ForRights(_home.Folder, new UnauthorizedAccessException())); // A folder in the place of the file.
        Assert.Null(WriteAdvice.ForRights(file, new IOException()));
    }

    [UnsupportedOSPlatform("windows")]
    private static FileStatus OwnedBy(uint owner) => new(FileKind.Folder, 0x416D, 2, owner, owner, 1, 1, default);

    public void Dispose() => _home.Dispose();
}
