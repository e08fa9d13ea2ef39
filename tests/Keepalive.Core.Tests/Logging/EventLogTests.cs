using System.Text;
using Keepalive.Logging;
using Keepalive.Testing;

namespace Keepalive.Core.Tests.Logging;

public sealed class EventLogTests : IDisposable
{
    private readonly SyntheticHome _home = new();
    private readonly EventLog _log;
    private readonly LogFile _file;

    public EventLogTests()
    {
        _home.Variables["CLAUDE_AWS_STATE"] = Path.Combine(_home.Folder, "state");
        _log = new EventLog(_home.Environment, _home.Clock);
        _file = new LogFile(_home.Environment);
    }

    public void Dispose() => _home.Dispose();

    [Fact]
    public void What_was_written_is_read()
    {
        DateTimeOffset end = _home.Clock.GetUtcNow().AddHours(1);
        LoggedEvent begun = _log.Begin(LogEvent.RoleRenewal, LogCaller.Export, "wörk \"1\"\n", "corp");
        ((FakeClock)_home.Clock).Advance(TimeSpan.FromSeconds(3));
        begun.Succeeded(end, "Silently");

        LogEntry entry = Assert.Single(Read());

        Assert.Equal(
            (LogEvent.RoleRenewal, LogCaller.Export, "wörk \"1\"\n", "corp", "Silently", "Succeeded", TimeSpan.FromSeconds(3), Environment.ProcessId),
            (entry.Event, entry.Caller, entry.Profile, entry.Session, entry.Way, entry.Outcome, entry.Duration, entry.Process));
        Assert.Equal((Whole(_home.Clock.GetUtcNow()), Whole(end)), (entry.At, entry.Expires));
    }

    [Fact]
    public void A_failure_has_its_code_and_its_sentence()
    {
        _log.Begin(LogEvent.Export, LogCaller.Export, "work").Failed(KeepaliveErrors.HomeNotFound());

        LogEntry entry = Assert.Single(Read());

        Assert.False(entry.HasSucceeded);
        Assert.Equal((KeepaliveErrors.HomeNotFound().Code, KeepaliveErrors.HomeNotFound().Message), (entry.Outcome, entry.Message));
    }

    [Fact]
    public void Whatever_looks_like_a_key_does_not_get_in()
    {
        _log.Write(Entry() with { Message = "refused ASIATESTTESTTEST0001 with aB3aB3aB3aB3aB3aB3aB3aB3aB3aB3aB3aB3" });

        Assert.DoesNotContain("ASIATEST", File.ReadAllText(_file.Path), StringComparison.Ordinal);
        Assert.DoesNotContain("aB3aB3", File.ReadAllText(_file.Path), StringComparison.Ordinal);
    }

    [Fact]
    public void The_file_is_its_owners_alone()
    {
        _log.Write(Entry());

        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_file.Path));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.GetDirectoryName(_file.Path)!));
        }
    }

    [Theory]
    [InlineData('a')]
    [InlineData('\u0001')]
    [InlineData('界')]
    [InlineData('\ud83d')]
    public void No_line_is_longer_than_what_is_written_in_one_piece(char character)
    {
        string text = new(character, 5000);

        ReadOnlyMemory<byte> line = LogLine.Write(Entry() with { Profile = text, Session = text, Way = text, Message = text });

        Assert.InRange(line.Length, 1, LogLine.MaximumLength);
        Assert.NotNull(LogLine.Parse(line.Span));
    }

    [Fact]
    public void It_never_grows_beyond_two_files()
    {
        LogEntry entry = Entry() with { Message = new string('x', 250) };
        for (int i = 0; i < 2500; i++)
        {
            _log.Write(entry with { Profile = $"p{i}" });
        }

        Assert.InRange(new FileInfo(_file.Path).Length, 1, LogFile.MaximumLength + LogLine.MaximumLength);
        Assert.InRange(new FileInfo(_file.PathBefore).Length, 1, LogFile.MaximumLength + LogLine.MaximumLength);
        Assert.Equal("p2499", Read()[^1].Profile);
        Assert.Equal(["events.1.jsonl", "events.jsonl", "events.jsonl.lock"], Directory.GetFiles(Path.GetDirectoryName(_file.Path)!).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Fifty_writers_at_once_lose_and_mix_nothing()
    {
        const int Writers = 50;
        const int Lines = 20;
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(() =>
        {
            for (int line = 0; line < Lines; line++)
            {
                new EventLog(_home.Environment, _home.Clock).Write(Entry() with { Profile = $"{writer}/{line}" });
            }
        })));

        Assert.Equal(Writers * Lines, File.ReadAllLines(_file.Path).Length);
        Assert.Equal(Writers * Lines, Read(int.MaxValue).Select(entry => entry.Profile).Distinct().Count());
    }

    [Fact]
    public async Task Writers_lose_nothing_while_the_files_change()
    {
        // One change of files: what was in the first is in the second.
        LogEntry entry = Entry() with { Message = new string('x', 250) };
        await Task.WhenAll(Enumerable.Range(0, 10).Select(writer => Task.Run(() =>
        {
            for (int line = 0; line < 90; line++)
            {
                _log.Write(entry with { Profile = $"{writer}/{line}" });
            }
        })));

        Assert.True(File.Exists(_file.PathBefore));
        Assert.Equal(900, Read(int.MaxValue).Count);
    }

    [Fact]
    public void A_log_that_cannot_be_written_stops_nobody()
    {
        string obstacle = Path.Combine(_home.Folder, "state");
        File.WriteAllText(obstacle, "a file where a folder should be");

        _log.Write(Entry() with { Profile = "lost" });
        Assert.Equal("a file where a folder should be", File.ReadAllText(obstacle));
        Assert.Empty(Read());

        File.Delete(obstacle);
        _log.Write(Entry() with { Profile = "kept" });
        Assert.Equal("kept", Assert.Single(Read()).Profile);
    }

    [Fact]
    public void Without_a_home_nothing_is_written_and_nothing_fails()
    {
        var homeless = new SystemEnvironment(_ => null, isWindows: false);
        string[] before = Directory.GetFileSystemEntries(Environment.CurrentDirectory);

        new EventLog(homeless, _home.Clock).Write(Entry());

        Assert.Equal(KeepaliveErrors.HomeNotFound().Code, Assert.Throws<KeepaliveException>(() => new EventLogReader(homeless)).Code);
        Assert.Equal(before, Directory.GetFileSystemEntries(Environment.CurrentDirectory)); // Where a path without a folder would have led.
    }

    [Fact]
    public void A_line_that_is_none_is_left_out()
    {
        _log.Write(Entry());
        File.AppendAllText(_file.Path, "half a li\n\n[]\n{\"at\": \"yesterday\"}\n", Encoding.UTF8);
        _log.Write(Entry());
        File.AppendAllText(_file.Path, "{\"at\": \"2026-");

        Assert.Equal(2, Read().Count);
    }

    [Fact]
    public void The_last_ones_are_read_over_both_files()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_file.Path)!);
        File.WriteAllBytes(_file.PathBefore, [.. LogLine.Write(Entry() with { Profile = "a" }).Span, .. LogLine.Write(Entry() with { Profile = "b" }).Span]);
        File.WriteAllBytes(_file.Path, LogLine.Write(Entry() with { Profile = "c" }).ToArray());

        Assert.Equal(["b", "c"], Read(2).Select(entry => entry.Profile));
        Assert.Equal(["a", "b", "c"], Read(9).Select(entry => entry.Profile));
    }

    [Fact]
    public void Where_there_is_no_log_there_is_nothing_to_read() => Assert.Empty(Read());

    private LogEntry Entry() => new() { At = _home.Clock.GetUtcNow(), Event = LogEvent.Refresh, Outcome = LogEntry.Success };

    private IReadOnlyList<LogEntry> Read(int count = 10) => new EventLogReader(_home.Environment).ReadLast(count);

    private static DateTimeOffset Whole(DateTimeOffset instant) => instant.AddTicks(-(instant.Ticks % TimeSpan.TicksPerSecond));
}
