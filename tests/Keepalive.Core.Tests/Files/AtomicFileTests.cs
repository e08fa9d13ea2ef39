using Keepalive.Files;

namespace Keepalive.Tests.Files;

public sealed class AtomicFileTests : IDisposable
{
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
        using var stop = new CancellationTokenSource();
        Task writer = Task.Run(() =>
        {
            for (int i = 0; !stop.IsCancellationRequested; i++)
            {
                AtomicFile.Write(Target, versions[i % 2]);
            }
        }, TestContext.Current.CancellationToken);

        for (int i = 0; i < 300; i++)
        {
            using FileStream? stream = TryOpen(Target);
            if (stream is null)
            {
                continue;
            }

            using var copy = new MemoryStream();
            await stream.CopyToAsync(copy, TestContext.Current.CancellationToken);
            Assert.Contains(versions, version => copy.ToArray().AsSpan().SequenceEqual(version));
        }

        await stop.CancelAsync();
        await writer;
    }

    [Fact]
    public async Task Is_owner_only_from_its_creation_and_stays_so()
    {
        await Task.CompletedTask;
        Assert.SkipWhen(OperatingSystem.IsWindows(), "modes of Unix");
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        AtomicFile.Write(Target, "new"u8);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Target));
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.GetDirectoryName(Target)!));
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
    public void A_write_that_fails_leaves_the_old_version_and_no_temporary_file()
    {
        Directory.CreateDirectory(Target);

        Assert.ThrowsAny<Exception>(() => AtomicFile.Write(Target, "new"u8));

        Assert.Empty(Directory.GetFiles(Path.GetDirectoryName(Target)!));
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
