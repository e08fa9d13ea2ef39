using Keepalive.ClaudeCode.Hook;
using Keepalive.Testing;

namespace Keepalive.Core.Tests.ClaudeCode.Hook;

public sealed class HookMemoryTests : IDisposable
{
    private static readonly HookState Told = new("work", HookStage.EndsSoon, ClockIsOff: true, "2026-11-21T12:00:00Z 42");

    private readonly SyntheticHome _home = new();

    public HookMemoryTests() => _home.Variables["CLAUDE_AWS_STATE"] = State;

    private string State => Path.Combine(_home.Folder, "state");

    public void Dispose() => _home.Dispose();

    [Fact]
    public void What_was_told_is_read_again()
    {
        Memory("one").Write(Told);

        Assert.Equal(Told, Memory("one").Read());
        Assert.Equal(HookState.Nothing, Memory("two").Read());
    }

    [Theory]
    [InlineData("..")]
    [InlineData("../../.bashrc")]
    [InlineData("C:\\Windows\\x")]
    [InlineData("CON")]
    [InlineData("a\0b\n")]
    [InlineData("")]
    public void An_id_is_no_path_whatever_it_looks_like(string id)
    {
        Memory(id).Write(Told);

        Assert.Equal(Told, Memory(id).Read());
        Assert.Equal(Path.Combine(State, "told"), Path.GetDirectoryName(Files().Single()));
    }

    [Fact]
    public void A_long_id_has_a_name_too()
    {
        Memory(new string('ü', 5000)).Write(Told);

        Assert.Equal(Told, Memory(new string('ü', 5000)).Read());
    }

    [Fact]
    [Trait("Migration", "W25")]
    public void Only_the_owner_reads_it()
    {
        Memory("one").Write(Told);

        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Files().Single()));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.Combine(State, "told")));
        }
    }

    [Fact]
    public void A_new_session_takes_away_what_is_older_than_a_week()
    {
        Memory("old").Write(Told);
        Memory("young").Write(Told);
        File.SetLastWriteTimeUtc(Files().Single(file => file.Contains("session old", StringComparison.Ordinal)), DateTime.UtcNow.AddDays(-8));
        File.SetLastWriteTimeUtc(Files().Single(file => file.Contains("session young", StringComparison.Ordinal)), DateTime.UtcNow.AddDays(-6));

        Memory("new").Write(Told);

        Assert.Equal(HookState.Nothing, Memory("old").Read());
        Assert.Equal(Told, Memory("young").Read());
    }

    [Theory]
    [InlineData("")]
    [InlineData("soon")]
    [InlineData("who\tknows\twhat\tthis is")]
    public void What_makes_no_sense_is_nothing(string content)
    {
        Memory("one").Write(Told);
        File.WriteAllText(Files().Single(), content);

        Assert.Equal(HookState.Nothing, Memory("one").Read());
    }

    [Fact]
    public void A_session_without_id_and_a_folder_that_cant_be_used_are_no_fault()
    {
        Memory(null).Write(Told);
        Assert.False(Directory.Exists(State));

        File.WriteAllText(State, "a file where the folder belongs");
        Memory("one").Write(Told);
        Assert.Equal(HookState.Nothing, Memory("one").Read());
    }

    private HookMemory Memory(string? id) => new(_home.Environment, id, _home.Clock);

    private string[] Files() => Directory.GetFiles(State, "*", SearchOption.AllDirectories);
}
