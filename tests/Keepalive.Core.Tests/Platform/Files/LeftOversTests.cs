using System.Diagnostics;
using System.Text;
using Keepalive.Platform.Files;

namespace Keepalive.Core.Tests.Platform.Files;

/// <summary>What a killed run has left is told by its name and its content.</summary>
public sealed class LeftOversTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("keepalive-left-").FullName;
    private readonly int _gone = FileWriter.EndedProcess();

    private string Target => Path.Combine(_folder, "settings.json");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_name_says_who_wrote_and_what()
    {
        Assert.Equal(new TemporaryName("a.b.json", Environment.ProcessId, TemporaryWriter.ThisMachine, null), TemporaryName.Parse(TemporaryName.Beside("/x/a.b.json")));
        Assert.Equal(new TemporaryName("a", Environment.ProcessId, TemporaryWriter.ThisMachine, (1, ulong.MaxValue)), TemporaryName.Parse(TemporaryName.Beside("/x/a", 1, ulong.MaxValue)));
        Assert.Null(TemporaryName.Parse(TemporaryName.Beside("/x/" + new string('n', 250)))!.Target);
        Assert.True(Path.GetFileName(TemporaryName.Beside("/x/" + new string('n', 170), 1, 2)).Length <= 255);
        Assert.Null(TemporaryName.Parse("/x/settings.json.k1l2m3n4.o5p.tmp"));
        Assert.Null(TemporaryName.Parse("/x/mine.claude-aws.tmp"));
    }

    [Fact]
    public void Half_a_file_of_ours_goes()
    {
        File.WriteAllText(Target, "theirs");
        Leave(TemporaryName.Beside(Target), "theirs+o");

        Clean();

        AssertHolds(("settings.json", "theirs"));
    }

    [Theory]
    [InlineData("theirs")] // Displaced, and not changed since.
    [InlineData("ours")] // Never put in its place.
    public void What_stands_elsewhere_too_goes(string content)
    {
        File.WriteAllText(Target, "whatever");
        Leave(Swapped("theirs", "ours"), content);

        Clean();

        AssertHolds(("settings.json", "whatever"));
    }

    [Fact]
    public void What_nobody_has_joined_goes_back_to_its_place()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs an exchange");
        File.WriteAllText(Target, "ours");
        Leave(Swapped("theirs", "ours"), "newer");

        Clean();

        AssertHolds(("settings.json", "newer"));
    }

    [Fact]
    public void What_nobody_has_joined_and_has_no_place_any_more_stays_as_a_dated_copy()
    {
        File.WriteAllText(Target, "much newer");
        Leave(Swapped("theirs", "ours"), "newer");

        Clean();

        Assert.Equal("much newer", File.ReadAllText(Target));
        Assert.Equal("newer", File.ReadAllText(Assert.Single(Directory.GetFiles(_folder, "settings.json.*.bak"))));
        Assert.Equal(2, Directory.GetFiles(_folder).Length);
    }

    [Fact]
    public void A_file_that_was_being_taken_away_comes_back_with_what_was_written_into_it()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs an exchange");
        Leave(Swapped("theirs", ""), "newer");

        Clean();

        AssertHolds(("settings.json", "newer"));
    }

    [Fact]
    public async Task What_somebody_still_has_open_to_write_is_left_alone()
    {
        await Task.Yield();
        Assert.SkipUnless(OperatingSystem.IsLinux(), "leases of Linux");
        string left = Leave(Swapped("theirs", "ours"), "theirs");
        using (new FileStream(left, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
        {
            Clean();
            Assert.True(File.Exists(left));
        }

        Clean();
        Assert.False(File.Exists(left));
    }

    [Fact]
    public void The_file_of_a_living_writer_is_his()
    {
        string own = TemporaryName.Beside(Target);
        File.WriteAllText(own, "x");

        Clean();
        Assert.True(File.Exists(own));

        LeftOvers.Clean(_folder, DateTime.UtcNow.AddMinutes(2));
        Assert.False(File.Exists(own));
    }

    [Fact]
    public async Task The_file_of_a_writer_that_has_ended_goes_also_while_nobody_asks_how_it_ended()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "tells the state of a process by /proc");
        using Process parent = FileWriter.ParentThatAsksNothing(out int ended);
        string left = Path.Combine(_folder, Path.GetFileName(TemporaryName.Beside(Target)).Replace($".{Environment.ProcessId:x}-", $".{ended:x}-", StringComparison.Ordinal));
        File.WriteAllText(left, "x");

        Clean();

        await parent.StandardInput.WriteLineAsync();
        await parent.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.False(File.Exists(left));
    }

    private string Swapped(string read, string written) =>
        TemporaryName.Beside(Target, ContentHash.Of(Encoding.UTF8.GetBytes(read)), ContentHash.Of(Encoding.UTF8.GetBytes(written)));

    private string Leave(string path, string content)
    {
        string left = Path.Combine(_folder, Path.GetFileName(path).Replace($".{Environment.ProcessId:x}-", $".{_gone:x}-", StringComparison.Ordinal));
        File.WriteAllText(left, content);
        return left;
    }

    private void Clean() => LeftOvers.Clean(_folder, DateTime.UtcNow);

    private void AssertHolds(params (string Name, string Content)[] files) =>
        Assert.Equal(files, Directory.GetFiles(_folder).Select(path => (Path.GetFileName(path), File.ReadAllText(path))));
}
