using Keepalive.Aws.SecurityTokens;
using Keepalive.Testing;

namespace Keepalive.Core.Tests.Aws.SecurityTokens;

/// <summary>What STS said of a key, for everybody, as long as it counts.</summary>
public sealed class RememberedStandingTests : IDisposable
{
    private const string Key = "ASIAEXAMPLE000000001";

    private readonly FakeClock _clock = new();
    private readonly SyntheticHome _home;

    public RememberedStandingTests()
    {
        _home = new SyntheticHome(_clock);
        _home.Variables["CLAUDE_AWS_STATE"] = Folder;
    }

    private string Folder => Path.Combine(_home.Folder, "state");

    private KeyValidityCache Standing => new(_home.Environment, _clock);

    public void Dispose() => _home.Dispose();

    [Fact]
    public void A_good_answer_counts_for_half_a_minute()
    {
        Standing.Write(Key, KeyValidity.Alive, _clock.GetUtcNow().AddHours(1));

        _clock.Advance(TimeSpan.FromSeconds(29));
        Assert.Equal(KeyValidity.Alive, Standing.Read(Key));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(Standing.Read(Key));
    }

    [Fact]
    public void A_dead_key_is_dead_until_its_end()
    {
        Standing.Write(Key, KeyValidity.Dead, _clock.GetUtcNow().AddHours(1));

        _clock.Advance(TimeSpan.FromMinutes(59));
        Assert.Equal(KeyValidity.Dead, Standing.Read(Key));
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Null(Standing.Read(Key));
    }

    [Fact]
    public void A_dead_key_without_a_known_end_is_dead_for_half_a_day()
    {
        Standing.Write(Key, KeyValidity.Dead, null);

        _clock.Advance(TimeSpan.FromHours(12) - TimeSpan.FromSeconds(1));
        Assert.Equal(KeyValidity.Dead, Standing.Read(Key));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(Standing.Read(Key));
    }

    [Fact]
    public void What_was_said_in_the_future_counts_for_nothing()
    {
        Standing.Write(Key, KeyValidity.Dead, null);
        _clock.Advance(TimeSpan.FromMinutes(-10));

        Assert.Null(Standing.Read(Key));
    }

    [Fact]
    public void No_answer_is_not_remembered_and_takes_nothing_back()
    {
        Standing.Write(Key, KeyValidity.Unknown, null);
        Assert.Null(Standing.Read(Key));

        Standing.Write(Key, KeyValidity.Dead, null);
        Standing.Write(Key, KeyValidity.Unknown, null);
        Assert.Equal(KeyValidity.Dead, Standing.Read(Key));
    }

    [Fact]
    public void Each_key_has_its_own_and_the_last_word_counts()
    {
        Standing.Write(Key, KeyValidity.Alive, null);
        Standing.Write("ASIAEXAMPLE000000002", KeyValidity.Dead, null);
        Standing.Write(Key, KeyValidity.Dead, null);

        Assert.Equal((KeyValidity.Dead, KeyValidity.Dead), (Standing.Read(Key), Standing.Read("ASIAEXAMPLE000000002")));
        Assert.Null(Standing.Read("ASIAEXAMPLE000000003"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("dead")]
    [InlineData("dead yesterday -")]
    [InlineData("alive 2026-11-21T12:00:00Z - more")]
    [InlineData("lost 2026-11-21T12:00:00Z -")]
    public void A_file_that_makes_no_sense_counts_for_nothing(string text)
    {
        _home.Write(Path.Combine(Folder, "standings", Key), System.Text.Encoding.ASCII.GetBytes(text));

        Assert.Null(Standing.Read(Key));
    }

    [Fact]
    public void Keys_of_yesterday_leave_nothing_behind()
    {
        Standing.Write(Key, KeyValidity.Alive, null);
        string old = Path.Combine(Folder, "standings", Key);
        File.SetLastWriteTimeUtc(old, File.GetLastWriteTimeUtc(old).AddHours(-13));

        Standing.Write("ASIAEXAMPLE000000002", KeyValidity.Alive, null);

        Assert.Equal("ASIAEXAMPLE000000002", Path.GetFileName(Assert.Single(Directory.GetFiles(Path.Combine(Folder, "standings")))));
    }

    [Fact]
    public void The_file_is_the_owners_and_holds_no_secret()
    {
        Standing.Write(Key, KeyValidity.Alive, FakeClock.Noon.AddHours(1));
        string file = Path.Combine(Folder, "standings", Key);

        Assert.Equal("alive 2026-11-21T12:00:00Z 2026-11-21T13:00:00Z\n", File.ReadAllText(file));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }
    }

    [Fact]
    public void A_state_folder_that_cant_be_used_remembers_nothing()
    {
        File.WriteAllText(Folder, "a file in the place of the folder");
        Standing.Write(Key, KeyValidity.Dead, null);

        Assert.Null(Standing.Read(Key));
    }
}
