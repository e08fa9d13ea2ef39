using Keepalive.ClaudeCode.Installation;
using Keepalive.Platform.Files;
using Keepalive.Testing;

namespace Keepalive.Core.Tests.Platform.Files;

/// <summary>A file that another program holds, as editors, indexers and virus scanners do on Windows.</summary>
public sealed class BusyFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("keepalive-busy-").FullName;
    private readonly FakeClock _clock = new();
    private readonly FileStream _holder;

    public BusyFileTests()
    {
        File.WriteAllText(Target, "{}");
        _holder = new FileStream(Target, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
    }

    private string Target => Path.Combine(_folder, "settings.json");

    [Fact]
    public void Settings_that_a_program_holds_for_seconds_are_waited_for()
    {
        _clock.Waiting = _ =>
        {
            if (_clock.Elapsed > TimeSpan.FromSeconds(5))
            {
                _holder.Dispose();
            }
        };

        Assert.True(EditableFile.Read(Target, _clock).Content.Span.SequenceEqual("{}"u8));
    }

    [Fact]
    public void Settings_that_stay_held_are_told_after_ten_seconds()
    {
        KeepaliveException failure = Assert.Throws<KeepaliveException>(() => EditableFile.Read(Target, _clock));

        Assert.Equal(KeepaliveErrorCode.SettingsFileUnreadable, failure.Code);
        Assert.Contains("open exclusively", failure.Message, StringComparison.Ordinal);
        Assert.InRange(_clock.Elapsed, BusyFile.Patience, BusyFile.Patience + TimeSpan.FromSeconds(1));
    }

    [Fact]
    public void Windows_names_the_program_that_holds_a_file()
    {
        if (!OperatingSystem.IsWindows())
        {
            Assert.Skip("the restart manager of Windows");
            return;
        }

        // This process holds it, and a message never names the process that writes it.
        Assert.Null(BusyFile.HoldersOf(Target));
        Assert.Contains(Keepalive.Platform.Native.Rstrtmgr.RestartManager.HoldersOf(Target), holder => holder.Process == Environment.ProcessId);
    }

    public void Dispose()
    {
        _holder.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
