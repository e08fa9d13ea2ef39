using System.Text;
using Keepalive.Platform.Files;
using Keepalive.Platform.Native.Libc;

namespace Keepalive.Core.Tests.Platform.Files;

/// <summary>A file that others write too: by rename, by truncation, through a handle opened earlier.</summary>
public sealed class SharedFileTests : IDisposable
{
    private const int Limit = 1024 * 1024;

    private readonly string _folder = Directory.CreateTempSubdirectory("keepalive-shared-").FullName;

    private string Target => Path.Combine(_folder, "settings.json");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_file_that_nobody_else_changes_is_replaced_and_nothing_is_left()
    {
        File.WriteAllText(Target, "theirs");

        ReadOnlyMemory<byte>? written = Change("theirs", "theirs+ours");

        Assert.Equal("theirs+ours", Text(written));
        AssertStands("theirs+ours");
    }

    [Fact]
    public void What_was_written_since_it_was_read_gets_the_change_too()
    {
        File.WriteAllText(Target, "newer");

        Assert.Equal("newer+ours", Text(Change("theirs", "theirs+ours")));
        AssertStands("newer+ours");
    }

    [Fact]
    public void Without_a_way_to_join_it_stays_as_the_other_has_written_it()
    {
        File.WriteAllText(Target, "newer");

        Assert.Throws<FileChangedException>(() => new SharedFile(Target, Limit, again: null).Change(Bytes("theirs"), Bytes("ours")));

        AssertStands("newer");
    }

    [Fact]
    public async Task A_writer_that_opened_the_file_earlier_and_writes_later_loses_nothing()
    {
        File.WriteAllText(Target, "theirs");
        Task writer = WriteLater(Target, "newer");

        Change("theirs", "theirs+ours");
        await writer.WaitAsync(TestContext.Current.CancellationToken);

        AssertStands("newer+ours");
    }

    [Fact]
    public async Task A_writer_that_opened_the_file_earlier_gets_its_content_back_where_it_can_not_be_joined()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "an open file can't be replaced there");
        File.WriteAllText(Target, "theirs");
        Task writer = WriteLater(Target, "newer");

        Assert.Throws<FileChangedException>(() => new SharedFile(Target, Limit, again: null).Change(Bytes("theirs"), Bytes("ours")));
        await writer.WaitAsync(TestContext.Current.CancellationToken);

        AssertStands("newer");
    }

    [Fact]
    public void A_file_that_somebody_makes_meanwhile_is_his()
    {
        File.WriteAllText(Target, "newer");

        new SharedFile(Target, Limit, Again).Change(null, Bytes("+ours"));

        AssertStands("newer+ours");
    }

    [Fact]
    public void A_file_that_is_taken_away_is_the_one_that_was_read()
    {
        File.WriteAllText(Target, "theirs");
        new SharedFile(Target, Limit, again: null).Change(Bytes("theirs"), null);
        Assert.Empty(Directory.GetFiles(_folder));

        File.WriteAllText(Target, "newer");
        Assert.Throws<FileChangedException>(() => new SharedFile(Target, Limit, again: null).Change(Bytes("theirs"), null));
        AssertStands("newer");
    }

    [Fact]
    public async Task A_second_name_keeps_the_file_as_it_is()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs ln");
        File.WriteAllText(Target, "theirs");
        using (var link = System.Diagnostics.Process.Start("ln", [Target, Path.Combine(_folder, "second")]))
        {
            await link.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        Assert.Throws<HardLinkException>(() => Change("theirs", "theirs+ours"));

        Assert.Equal("theirs", File.ReadAllText(Target));
        Assert.Equal(2, Directory.GetFiles(_folder).Length);
    }

    [Fact]
    public async Task Mode_access_list_and_attributes_are_those_of_the_replaced_file()
    {
        await Task.Yield();
        Assert.SkipUnless(OperatingSystem.IsLinux(), "extended attributes of Linux");
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        File.WriteAllText(Target, "theirs");
        File.SetUnixFileMode(Target, (UnixFileMode)0x1B0); // 0660
        Assert.SkipUnless(ExtendedAttributes.TrySet(Target, "user.mark", "mine"u8), "no extended attributes here");
        // Version 2: the owner rw, user 4321 r, the group -, the mask rw, others -.
        byte[] list = Convert.FromHexString("0200000001000600FFFFFFFF02000400E110000004000000FFFFFFFF10000600FFFFFFFF20000000FFFFFFFF");
        Assert.SkipUnless(ExtendedAttributes.TrySet(Target, "system.posix_acl_access", list), "no access lists here");
        UnixFileMode mode = File.GetUnixFileMode(Target);

        Change("theirs", "theirs+ours");

        AssertStands("theirs+ours");
        Assert.Equal(mode, File.GetUnixFileMode(Target));
        Assert.Equal("mine"u8.ToArray(), ExtendedAttributes.Read(Target, "user.mark"));
        Assert.Equal(list, ExtendedAttributes.Read(Target, "system.posix_acl_access"));
    }

    [Fact]
    public async Task The_owner_stays_and_a_private_file_becomes_private()
    {
        await Task.Yield();
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.UserName == "root", "needs root");
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        File.WriteAllText(Target, "theirs");
        File.SetUnixFileMode(Target, (UnixFileMode)0x1A4); // 0644
        FileOwner.TryChange(Target, (4321, 4322));

        new SharedFile(Target, Limit, Again) { IsPrivate = true }.Change(Bytes("theirs"), Bytes("theirs+ours"));

        Assert.Equal((4321u, 4322u), FileOwner.Of(Target));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Target));
    }

    /// <summary>Opens the file at once, and writes through the handle when another file stands in its place.</summary>
    private static Task WriteLater(string target, string text)
    {
        var handle = new FileStream(target, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
        string before = File.ReadAllText(target);
        return Task.Run(() =>
        {
            using (handle)
            {
                SpinWait.SpinUntil(() => File.ReadAllText(target) != before, TimeSpan.FromSeconds(OperatingSystem.IsWindows() ? 0.2 : 60));
                handle.SetLength(0);
                handle.Write(Encoding.UTF8.GetBytes(text));
            }
        });
    }

    private ReadOnlyMemory<byte>? Change(string read, string wanted) => new SharedFile(Target, Limit, Again).Change(Bytes(read), Bytes(wanted));

    private static ReadOnlyMemory<byte>? Again(ReadOnlyMemory<byte>? now)
    {
        string text = Text(now) ?? string.Empty;
        return Bytes(text.EndsWith("+ours", StringComparison.Ordinal) ? text : text + "+ours");
    }

    private static ReadOnlyMemory<byte> Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static string? Text(ReadOnlyMemory<byte>? content) => content is { } bytes ? Encoding.UTF8.GetString(bytes.Span) : null;

    private void AssertStands(string text)
    {
        Assert.Equal(text, File.ReadAllText(Target));
        Assert.Equal([Target], Directory.GetFiles(_folder));
    }
}
