using Keepalive.Configuration;
using Keepalive.Login;
using Keepalive.Secrets;
using Keepalive.SignIn;
using Keepalive.Testing;
using Keepalive.Workers;

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
    [InlineData(2, 10, "login paused 10 min", "The second factor was denied or not confirmed in time, 2 times. Automatic login is paused for 9 min 30 s.")]
    [InlineData(3, 60, "login paused 1 h 0 min", "The second factor was denied or not confirmed in time, 3 times. Automatic login is paused for 59 min.")]
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
    public void A_killed_process_holds_although_the_breaker_knows_nothing_of_it()
    {
        AutoLoginHold hold = AutoLoginHold.Longer(hold: null, Last(TimeSpan.FromMinutes(9)), Clock.GetUtcNow())!;

        Assert.Equal("The last login failed (its process was ended). Automatic login is paused for 9 min.", hold.Sentence);
        Assert.Equal((0, FakeClock.Noon.AddMinutes(9)), (hold.MfaFailures, hold.CoolDownEnds));
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 2)]
    [InlineData(9, 9)]
    public async Task The_pause_that_ends_later_is_told_with_the_cause_of_the_breaker(int minutesOfLedger, int minutes)
    {
        await Breaker().MfaFailedAsync(Stop);

        AutoLoginHold hold = AutoLoginHold.Longer(Find(), Last(TimeSpan.FromMinutes(minutesOfLedger)), Clock.GetUtcNow())!;

        Assert.Equal((1, TimeSpan.FromMinutes(minutes)), (hold.MfaFailures, hold.CoolDownLeft));
    }

    [Fact]
    public async Task A_refused_password_is_told_before_every_pause_and_a_running_or_another_sign_in_is_no_pause()
    {
        Assert.Null(AutoLoginHold.Longer(hold: null, Last(left: null), Clock.GetUtcNow()));
        Assert.Null(AutoLoginHold.Longer(hold: null, Last(TimeSpan.FromMinutes(9)) with { IsRunning = true }, Clock.GetUtcNow()));
        Assert.Null(AutoLoginHold.Longer(hold: null, Last(TimeSpan.FromMinutes(9)) with { Flow = SignInFlow.DeviceCode }, Clock.GetUtcNow()));
        Assert.Null(AutoLoginHold.Longer(hold: null, last: null, Clock.GetUtcNow()));

        await Breaker().PasswordRejectedAsync("f1", Stop);
        Assert.Equal("password rejected", AutoLoginHold.Longer(Find(), Last(TimeSpan.FromMinutes(9)), Clock.GetUtcNow())!.Words);
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

    private static SignInStatus Last(TimeSpan? left) => new() { Name = "work", IsRunning = false, Flow = SignInFlow.Command, Started = FakeClock.Noon, CoolDownLeft = left };
}
