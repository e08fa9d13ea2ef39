using Keepalive.Aws.AccessKeys;
using Keepalive.Platform.Processes;
using Keepalive.Sessions;
using Keepalive.Testing;

namespace Keepalive.Core.Tests.Sessions;

/// <summary>What was last given to whom.</summary>
public sealed class HandedOutKeysTests : IDisposable
{
    private static readonly CallingProcess Alive = new(Environment.ProcessId, ProcessOrigin.Of(Environment.ProcessId)!.Value.Started);

    /// <summary>Whoever has started the tests lives as long as they do.</summary>
    private static readonly CallingProcess Other = CallingProcess.Find()!.Value;

    private readonly FakeClock _clock = new();
    private readonly SyntheticHome _home;

    public HandedOutKeysTests()
    {
        _home = new SyntheticHome(_clock);
        _home.Variables["CLAUDE_AWS_STATE"] = Path.Combine(_home.Folder, "state");
    }

    private HandedOutKeys Keys => new(_home.Environment, _clock);

    private string Folder => Path.Combine(_home.Folder, "state", "handed-out");

    public void Dispose() => _home.Dispose();

    [Theory]
    [InlineData("work")]
    [InlineData("")]
    [InlineData("a b~c/d*?")]
    public void What_was_given_comes_back_whole(string profile)
    {
        HandedOutKey given = Key(profile: profile);
        Keys.Remember(given);

        Assert.Equal(given, Keys.LastFor(profile, Alive.Id));
        Assert.Equal(given, Keys.Last(profile));
        Assert.Null(Keys.Last("other"));
    }

    [Fact]
    public void An_end_that_nobody_knows_stays_unknown()
    {
        Keys.Remember(Key() with { Expires = null });

        Assert.Null(Keys.LastFor("work", Alive.Id)!.Expires);
    }

    [Fact]
    public void Each_client_and_each_form_has_its_own()
    {
        Keys.Remember(Key(id: "ASIA1"));
        Keys.Remember(Key(id: "ASIA2") with { Format = CredentialFormat.Process });
        Keys.Remember(Key(id: "ASIA3") with { Client = Other.Id, ClientStarted = Other.Started });

        Assert.Equal("ASIA1", Keys.LastFor("work", Alive.Id)?.AccessKeyId);
        Assert.Equal("ASIA2", Keys.LastFor("work", Alive.Id, CredentialFormat.Process)?.AccessKeyId);
        Assert.Equal("ASIA3", Keys.LastFor("work", Other.Id)?.AccessKeyId);
        Assert.Null(Keys.LastFor("work", 2));
    }

    [Fact]
    public void The_last_of_all_is_the_one_that_lives_longest()
    {
        Keys.Remember(Key(id: "ASIALONG", left: TimeSpan.FromHours(2)) with { Client = Other.Id, ClientStarted = Other.Started });
        Keys.Remember(Key(id: "ASIASHORT", left: TimeSpan.FromHours(1)));
        Keys.Remember(Key(id: "ASIAUNKNOWN") with { Format = CredentialFormat.Process, Expires = null });

        Assert.Equal("ASIALONG", Keys.Last("work")?.AccessKeyId);
    }

    [Fact]
    public void A_new_clients_first_key_takes_away_those_of_clients_that_are_gone()
    {
        Keys.Remember(Key(id: "ASIAOTHER") with { ClientStarted = Alive.Started + 1, Format = CredentialFormat.Process });
        Keys.Remember(Key(id: "ASIAGONE") with { Client = int.MaxValue });
        Assert.Equal("ASIAGONE", Keys.Last("work")?.AccessKeyId);

        Keys.Remember(Key(id: "ASIANEW"));

        Assert.Equal("ASIANEW", Keys.Last("work")?.AccessKeyId);
        Assert.Single(Directory.GetFiles(Folder));
    }

    [Fact]
    public void A_thousand_keys_for_one_client_are_one_file()
    {
        for (int i = 0; i < 1000; i++)
        {
            Keys.Remember(Key(id: $"ASIA{i}"));
        }

        Assert.Single(Directory.GetFiles(Folder));
        Assert.Equal("ASIA999", Keys.LastFor("work", Alive.Id)?.AccessKeyId);
    }

    [Fact]
    public void What_was_given_a_day_ago_or_in_the_future_counts_for_nothing()
    {
        Keys.Remember(Key());
        _clock.Advance(TimeSpan.FromDays(1));
        Assert.Null(Keys.LastFor("work", Alive.Id));

        _clock.Advance(TimeSpan.FromDays(-2));
        Assert.Null(Keys.LastFor("work", Alive.Id));
    }

    [Fact]
    public void A_file_that_makes_no_sense_counts_for_nothing()
    {
        _home.Write(Path.Combine(Folder, $"{Alive.Id}~claude~work"), "ASIA"u8);

        Assert.Null(Keys.LastFor("work", Alive.Id));
        Assert.Null(Keys.Last("work"));
    }

    [Fact]
    public void A_state_folder_that_cant_be_used_remembers_nothing()
    {
        File.WriteAllText(Path.Combine(_home.Folder, "state"), "a file in the place of the folder");
        Keys.Remember(Key());

        Assert.Null(Keys.LastFor("work", Alive.Id));
        Assert.Null(Keys.Last("work"));
    }

    private HandedOutKey Key(string id = "ASIAEXAMPLE000000001", string profile = "work", TimeSpan? left = null) => new(
        profile, id, _clock.GetUtcNow() + (left ?? TimeSpan.FromHours(1)), _clock.GetUtcNow().AddMinutes(55), _clock.GetUtcNow(), Alive.Id, Alive.Started);
}
