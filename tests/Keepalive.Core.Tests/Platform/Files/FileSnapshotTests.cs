using System.Diagnostics;
using System.Text;
using Keepalive.Platform.Files;
using Keepalive.Testing;

namespace Keepalive.Core.Tests.Platform.Files;

public sealed class FileSnapshotTests : IDisposable
{
    private const int Limit = 1000;

    private readonly SyntheticHome _home = new();

    private string File => Path.Combine(_home.Folder, "file");

    public void Dispose() => _home.Dispose();

    [Fact]
    public void A_missing_file_is_an_empty_snapshot()
    {
        FileSnapshot snapshot = Read(File);

        Assert.False(snapshot.Exists);
        Assert.Empty(snapshot.Content.ToArray());
    }

    [Fact]
    public void A_missing_folder_is_the_same() => Assert.False(Read(Path.Combine(_home.Folder, "none", "file")).Exists);

    [Fact]
    public void A_file_below_a_file_is_the_same()
    {
        _home.Write(File, "x"u8);

        Assert.False(Read(Path.Combine(File, "config")).Exists);
    }

    [Fact]
    public async Task A_link_to_nowhere_is_the_same()
    {
        await Task.Yield();
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links take a right of their own there");
        System.IO.File.CreateSymbolicLink(File, Path.Combine(_home.Folder, "none"));

        Assert.False(Read(File).Exists);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(Limit)]
    public void A_file_up_to_the_limit_is_read(int length)
    {
        byte[] content = [.. Enumerable.Range(0, length).Select(number => (byte)number)];
        _home.Write(File, content);

        Assert.Equal(content, Read(File).Content.ToArray());
    }

    [Fact]
    public void A_larger_file_is_not_read()
    {
        _home.Write(File, new byte[Limit + 1]);

        Assert.Equal(Limit + 1, Assert.Throws<FileTooLargeException>(() => Read(File)).Length);
    }

    [Fact]
    public void The_age_is_counted_from_the_last_change()
    {
        _home.Write(File, "x"u8, TimeSpan.FromSeconds(5));

        Assert.Equal(TimeSpan.FromSeconds(5), Read(File).Age(FakeClock.Noon));
    }

    [Fact]
    public void A_file_that_never_stops_changing_is_not_taken()
    {
        int changes = 0;
        _home.Write(File, "0"u8, TimeSpan.Zero);
        var restless = new RestlessClock(() => _home.Write(File, Encoding.ASCII.GetBytes($"{++changes}"), TimeSpan.Zero));

        Assert.Throws<FileUnsettledException>(() => FileSnapshot.Read(File, Limit, restless));
        Assert.InRange(changes, 2, 20);
    }

    [Fact]
    public void A_file_that_changes_once_more_is_read_as_it_is_then()
    {
        int changes = 0;
        _home.Write(File, "0"u8, TimeSpan.Zero);
        var restless = new RestlessClock(() => _home.Write(File, Encoding.ASCII.GetBytes($"{Math.Min(++changes, 3)}"), TimeSpan.Zero));

        Assert.Equal("3"u8.ToArray(), FileSnapshot.Read(File, Limit, restless).Content.ToArray());
    }

    [Fact]
    public async Task A_pipe_is_read_to_its_end()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs mkfifo");
        await MakePipeAsync(File);
        byte[] content = [.. Enumerable.Range(0, Limit).Select(number => (byte)number)];
        Task writer = Task.Run(() => System.IO.File.WriteAllBytes(File, content), TestContext.Current.CancellationToken);

        FileSnapshot snapshot = await Task.Run(() => FileSnapshot.Read(File, Limit, _home.Clock, allowsPipe: true), TestContext.Current.CancellationToken);
        await writer;

        Assert.Equal(content, snapshot.Content.ToArray());
    }

    [Fact]
    public async Task A_pipe_without_end_is_refused()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs mkfifo");
        await MakePipeAsync(File);
        Task writer = Task.Run(() => System.IO.File.WriteAllBytes(File, new byte[10 * Limit]), TestContext.Current.CancellationToken);

        long length = (await Task.Run(
            () => Assert.Throws<FileTooLargeException>(() => FileSnapshot.Read(File, Limit, _home.Clock, allowsPipe: true)), TestContext.Current.CancellationToken)).Length;
        await Task.WhenAny(writer);

        Assert.True(length > Limit);
    }

    [Fact]
    public async Task A_pipe_to_which_nobody_writes_holds_nobody_up()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs mkfifo");
        await MakePipeAsync(File);

        var exception = await Task.Run(() => Assert.ThrowsAny<IOException>(() => FileSnapshot.Read(File, Limit, _home.Clock, allowsPipe: true)), TestContext.Current.CancellationToken)
            .WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);

        Assert.Equal("it is a pipe without a writer", FileFault.Describe(File, exception));
    }

    [Theory]
    [InlineData("pipe", "it is a named pipe, not a file")]
    [InlineData("socket", "it is a socket, not a file")]
    [InlineData("folder", "it is a folder, not a file")]
    [InlineData("/dev/zero", "it is a device, not a file")]
    [InlineData("/dev/tty", null)]
    public async Task What_is_no_file_is_named_and_not_waited_for(string thing, string? words)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "things of Unix");
        using var socket = new System.Net.Sockets.Socket(System.Net.Sockets.AddressFamily.Unix, System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Unspecified);
        switch (thing)
        {
            case "pipe":
                await MakePipeAsync(File);
                break;
            case "socket":
                socket.Bind(new System.Net.Sockets.UnixDomainSocketEndPoint(File));
                break;
            case "folder":
                Directory.CreateDirectory(File);
                break;
            default:
                System.IO.File.CreateSymbolicLink(File, thing);
                break;
        }

        var exception = await Task.Run(() => Assert.ThrowsAny<IOException>(() => Read(File)), TestContext.Current.CancellationToken)
            .WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);

        if (words is not null)
        {
            Assert.Equal(words, FileFault.Describe(exception));
        }
    }

    [Fact]
    public async Task The_null_device_is_an_empty_file()
    {
        await Task.Yield();
        Assert.SkipWhen(OperatingSystem.IsWindows(), "a device of Unix");

        Assert.True(Read("/dev/null") is { Exists: true, Content.IsEmpty: true });
    }

    [Fact]
    public async Task Two_dots_behind_a_link_lead_up_from_where_the_link_leads()
    {
        await Task.Yield();
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links take a right of their own there");
        Directory.CreateDirectory(Path.Combine(_home.Folder, "deep", "inner"));
        Directory.CreateSymbolicLink(Path.Combine(_home.Folder, "link"), Path.Combine(_home.Folder, "deep", "inner"));
        _home.Write(Path.Combine(_home.Folder, "deep", "file"), "the kernel's"u8);
        _home.Write(File, "the text's"u8);

        Assert.Equal("the kernel's"u8.ToArray(), Read(Path.Combine(_home.Folder, "link") + "/../file").Content.ToArray());
    }

    [Fact]
    public async Task A_config_file_may_be_a_pipe()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs mkfifo");
        await MakePipeAsync(File);
        _home.Variables["AWS_CONFIG_FILE"] = File;
        Task writer = Task.Run(() => System.IO.File.WriteAllText(File, TestKeys.Temporary(2).Section("profile a")), TestContext.Current.CancellationToken);

        Assert.Equal(TestKeys.Temporary(2).AccessKeyId, (await Task.Run(() => _home.ResolveAsync("a"), TestContext.Current.CancellationToken)).AccessKeyId);
        await writer;
    }

    [Fact]
    public async Task What_a_pipe_said_is_kept_while_the_other_file_is_waited_for()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs mkfifo");
        await MakePipeAsync(File);
        _home.Variables["AWS_CONFIG_FILE"] = File;
        _home.WriteCredentials(TestKeys.Temporary(2).Section("a").TrimEnd('\n'), TimeSpan.Zero);
        ((FakeClock)_home.Clock).Waiting = _ => _home.WriteCredentials(TestKeys.Temporary(2).Section("a"));
        Task writer = Task.Run(() => System.IO.File.WriteAllText(File, "[profile a]\nrole_arn = r\nsource_profile = nobody\n"), TestContext.Current.CancellationToken);

        await Task.Run(() => _home.RefusesAsync(KeepaliveErrorCode.RoleSourceNotFound, "a"), TestContext.Current.CancellationToken);
        await writer;
    }

    [Fact]
    public void A_reader_does_not_keep_a_writer_from_replacing_the_file()
    {
        _home.Write(File, "old"u8);
        using FileStream open = System.IO.File.Open(File, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);

        Assert.Equal("old"u8.ToArray(), Read(File).Content.ToArray());
    }

    private FileSnapshot Read(string path) => FileSnapshot.Read(path, Limit, _home.Clock);

    private static async Task MakePipeAsync(string path)
    {
        using Process process = Process.Start("mkfifo", path);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>The file changes whenever somebody looks at the time.</summary>
    private sealed class RestlessClock(Action change) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow()
        {
            change();
            return FakeClock.Noon;
        }
    }
}
