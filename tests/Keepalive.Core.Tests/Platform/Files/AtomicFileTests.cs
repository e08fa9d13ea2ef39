using System.Runtime.Versioning;
using System.Security.AccessControl;
using System.Security.Principal;
using Keepalive.Platform.Files;

namespace Keepalive.Core.Tests.Platform.Files;

public sealed class AtomicFileTests : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly string _folder = Directory.CreateTempSubdirectory("keepalive-atomic-").FullName;

    private string Target => Path.Combine(_folder, "deep", "file.json");

    [Fact]
    public void Makes_missing_folders_and_leaves_nothing_else_behind()
    {
        AtomicFile.Write(Target, "new"u8);

        Assert.Equal("new", File.ReadAllText(Target));
        Assert.Single(Directory.GetFiles(Path.GetDirectoryName(Target)!));
    }

    [Fact]
    public void Replaces_what_was_there()
    {
        AtomicFile.Write(Target, "a longer first version"u8);
        AtomicFile.Write(Target, "second"u8);

        Assert.Equal("second", File.ReadAllText(Target));
    }

    [Fact]
    public async Task A_reader_never_sees_anything_but_a_whole_version()
    {
        byte[][] versions = [[.. Enumerable.Repeat((byte)'a', 50_000)], [.. Enumerable.Repeat((byte)'b', 90_000)]];
        AtomicFile.Write(Target, versions[0]);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        stop.CancelAfter(TimeSpan.FromMinutes(2));
        Task writer = Task.Run(() =>
        {
            for (int i = 0; !stop.IsCancellationRequested; i++)
            {
                AtomicFile.Write(Target, versions[i % 2]);
            }
        }, TestContext.Current.CancellationToken);

        // Until the file has changed often enough under the reader; a writer that stops, or writes nothing, fails the test.
        int changes = 0;
        int last = 0;
        while (changes < 20 && !writer.IsCompleted && !stop.IsCancellationRequested)
        {
            await using FileStream? stream = TryOpen(Target);
            if (stream is null)
            {
                continue;
            }

            using var copy = new MemoryStream();
            await stream.CopyToAsync(copy, TestContext.Current.CancellationToken);
            int version = Array.FindIndex(versions, version => copy.ToArray().AsSpan().SequenceEqual(version));
            Assert.InRange(version, 0, 1);
            changes += version == last ? 0 : 1;
            last = version;
        }

        await stop.CancelAsync();
        await writer;
        Assert.Equal(20, changes);
    }

    [Fact]
    public void Is_the_owner_s_alone_with_its_folder_whatever_was_there()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "modes of Unix");
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        AtomicFile.Write(Target, "new"u8);
        Assert.Equal(OwnerOnly, File.GetUnixFileMode(Target));
        Assert.Equal(OwnerOnly | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.GetDirectoryName(Target)!));

        File.SetUnixFileMode(Target, OwnerOnly | UnixFileMode.OtherRead);
        AtomicFile.Write(Target, "newer"u8);
        Assert.Equal(OwnerOnly, File.GetUnixFileMode(Target));
    }

    [Fact]
    public void Is_the_owner_s_alone_from_its_creation()
    {
        using ModeWatch watch = ModeWatch.Of(_folder);
        string target = Path.Combine(_folder, "file.json");

        AtomicFile.Write(target, "new"u8);
        AtomicFile.Write(target, "newer"u8);

        // Private at the end, and never changed: so it was private at the beginning.
        Assert.Empty(watch.Changed());
        ModeWatch.AssertPrivate(target);
    }

    [Fact]
    public void On_Windows_its_access_list_names_the_owner_alone()
    {
        Assert.SkipUnless(OperatingSystem.IsWindows(), "access lists of Windows");
        if (!OperatingSystem.IsWindows())
        {
            return;
        }

        // While it is still open: nothing has been done to it but to create it.
        string created = Path.Combine(_folder, "created");
        using (FileStream stream = AtomicFile.Create(created))
        {
            AssertOwnerAlone(stream.GetAccessControl());
        }

        // Under a folder whose list would be inherited, and over a file with a list of its own.
        string target = Path.Combine(_folder, "target");
        File.WriteAllText(target, "old");
        AtomicFile.Write(target, "new"u8);
        AssertOwnerAlone(new FileInfo(target).GetAccessControl());
    }

    [Fact]
    public async Task Writes_through_a_link_and_keeps_the_link()
    {
        await Task.CompletedTask;
        Assert.SkipWhen(OperatingSystem.IsWindows(), "making a link needs a privilege there");
        string real = Path.Combine(_folder, "real");
        File.WriteAllText(real, "old");
        string link = Path.Combine(_folder, "link");
        File.CreateSymbolicLink(link, real);

        AtomicFile.Write(link, "new"u8);

        Assert.Equal("new", File.ReadAllText(real));
        Assert.NotNull(new FileInfo(link).LinkTarget);
    }

    [Fact]
    public void A_write_that_fails_at_its_beginning_leaves_the_old_version_and_no_temporary_file()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the longest path of Unix");

        // The longest path there is: the one of the temporary file is too long.
        int longest = OperatingSystem.IsMacOS() ? 1023 : 4095;
        string folder = _folder;
        while (longest - folder.Length > 100)
        {
            folder = Path.Combine(folder, new string('f', Math.Min(200, longest - folder.Length - 60)));
        }

        Directory.CreateDirectory(folder);
        string target = Path.Combine(folder, new string('n', longest - folder.Length - 10));
        File.WriteAllText(target, "old");

        Assert.ThrowsAny<IOException>(() => AtomicFile.Write(target, "new"u8));

        Assert.Equal("old", File.ReadAllText(target));
        Assert.Single(Directory.GetFileSystemEntries(folder));
    }

    [Fact]
    public void A_write_that_fails_at_its_end_leaves_what_was_there_and_no_temporary_file()
    {
        // A folder stands where the file should go.
        string old = Path.Combine(Target, "old");
        Directory.CreateDirectory(Target);
        File.WriteAllText(old, "old");

        Assert.ThrowsAny<Exception>(() => AtomicFile.Write(Target, "new"u8));

        Assert.Equal("old", File.ReadAllText(old));
        Assert.Empty(Directory.GetFiles(Path.GetDirectoryName(Target)!));
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void A_temporary_file_that_its_folder_keeps_is_emptied()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() || Environment.UserName == "root", "modes of Unix, which bind everybody but root");
        string temporary = TemporaryName.Beside(Path.Combine(_folder, "token.json"));
        File.WriteAllText(temporary, "a living token");
        UnixFileMode mode = File.GetUnixFileMode(_folder);
        File.SetUnixFileMode(_folder, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        try
        {
            AtomicFile.Discard(temporary);
        }
        finally
        {
            File.SetUnixFileMode(_folder, mode);
        }

        Assert.Equal(0, new FileInfo(temporary).Length);
    }

    [SupportedOSPlatform("windows")]
    private static void AssertOwnerAlone(FileSecurity security)
    {
        using WindowsIdentity me = WindowsIdentity.GetCurrent();
        FileSystemAccessRule rule = Assert.Single(security.GetAccessRules(includeExplicit: true, includeInherited: true, typeof(SecurityIdentifier)).Cast<FileSystemAccessRule>());
        Assert.Equal((me.User, AccessControlType.Allow), (rule.IdentityReference, rule.AccessControlType));
    }

    /// <summary>Windows replaces in two steps, with no file between them; readers of ours wait a moment for the second.</summary>
    private static FileStream? TryOpen(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (FileNotFoundException) when (OperatingSystem.IsWindows())
        {
            return null;
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
