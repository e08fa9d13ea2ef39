using Keepalive.Configuration;
using Keepalive.Login;
using Keepalive.Secrets;
using Keepalive.Testing;

namespace Keepalive.Core.Tests.Login;

/// <summary>What a glance tells of the breaker.</summary>
public sealed class AutoLoginHoldTests : IDisposable
{
    private readonly SyntheticHome _home = new();

    private FakeClock Clock => (FakeClock)_home.Clock;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _home.Dispose();

    [Fact]
    public void Where_nothing_was_refused_there_is_none_and_nothing_is_written()
    {
        Assert.Null(Find());
        Assert.False(LoginBreaker.HasTripped(_home.Environment));
        Assert.False(Directory.Exists(StateFolder.Locate(_home.Environment)));
    }

    [Fact]
    public async Task A_refused_password_holds_until_another_is_stored()
    {
        await Breaker().PasswordRejectedAsync("f1", Stop);
        Clock.Advance(TimeSpan.FromDays(30));

        AutoLoginHold hold = Find()!;
        Assert.Equal((FakeClock.Noon, "password rejected"), (hold.PasswordRejected, hold.Words));
        Assert.Equal($"The stored password of profile 'work' was rejected at {Timestamp.Format(FakeClock.Noon)}. Automatic login is paused until you store another one.", hold.Sentence);
        Assert.True(LoginBreaker.HasTripped(_home.Environment));

        await Breaker().ValueSetAsync("f2", Stop);
        Assert.Null(Find());
    }

    [Theory]
    [InlineData(1, 2, "login paused 2 min", "The second factor was denied or not confirmed in time. Automatic login is paused for 1 min 30 s.")]
    [InlineData(2, 10, "login paused 10 min", "The second factor was denied or not confirmed in time, 2 times in a row. Automatic login is paused for 9 min 30 s.")]
    [InlineData(3, 60, "login paused 1 h 0 min", "The second factor was denied or not confirmed in time, 3 times in a row. Automatic login is paused for 59 min.")]
    public async Task A_denied_second_factor_holds_longer_each_time(int failures, int minutes, string words, string sentence)
    {
        for (int index = 0; index < failures; index++)
        {
            await Breaker().MfaFailedAsync(Stop);
        }

        Clock.Advance(TimeSpan.FromSeconds(30));
        AutoLoginHold hold = Find()!;
        Assert.Equal((failures, words, sentence), (hold.MfaFailures, hold.Words, hold.Sentence));
        Assert.Equal(FakeClock.Noon.AddMinutes(minutes), hold.CoolDownEnds);

        Clock.Advance(TimeSpan.FromMinutes(minutes));
        Assert.Null(Find());
    }

    [Fact]
    public async Task A_state_that_can_not_be_read_holds()
    {
        await Breaker().MfaFailedAsync(Stop);
        string file = Directory.GetFiles(StateFolder.Locate(_home.Environment), "*.breaker.json", SearchOption.AllDirectories).Single();
        await File.WriteAllTextAsync(file, "{", Stop);

        Assert.Contains("can't be read", Find()!.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Profiles_of_one_account_are_held_together()
    {
        await new LoginBreaker(_home.Environment, SecretName.ForAccount("corp", SecretKind.Password), Clock).PasswordRejectedAsync("f1", Stop);

        KeepaliveConfiguration shared = KeepaliveConfiguration.Default with { LoginAccount = "corp" };
        Assert.NotNull(AutoLoginHold.Find(_home.Environment, shared, "a", Clock));
        Assert.NotNull(AutoLoginHold.Find(_home.Environment, shared, "b", Clock));
        Assert.Null(Find());
    }

    [Fact]
    public void A_name_that_no_store_takes_holds_nothing() =>
        Assert.Null(AutoLoginHold.Find(_home.Environment, KeepaliveConfiguration.Default, new string('x', 300), Clock));

    private LoginBreaker Breaker() => new(_home.Environment, SecretName.ForProfile("work", SecretKind.Password), Clock);

    private AutoLoginHold? Find() => AutoLoginHold.Find(_home.Environment, KeepaliveConfiguration.Default, "work", Clock);
}
