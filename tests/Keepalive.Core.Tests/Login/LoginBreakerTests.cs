using Keepalive.Configuration;
using Keepalive.Login;
using Keepalive.Secrets;
using Keepalive.Testing;

namespace Keepalive.Core.Tests.Login;

public sealed class LoginBreakerTests : IDisposable
{
    private static readonly SecretName Name = SecretName.ForProfile("dev", SecretKind.Password);

    private readonly SyntheticHome _home = new();
    private readonly MemorySecretStore _store = new();

    private FakeClock Clock => (FakeClock)_home.Clock;

    private LoginBreaker Breaker => new(_home.Environment, Name, Clock);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task Lets_a_login_through_of_which_nothing_is_known()
    {
        await Breaker.CheckAsync("f1", Stop);

        Assert.Null(Breaker.Read().RejectedAt);
        Assert.False(Directory.Exists(StateFolder.Locate(_home.Environment)));
    }

    [Fact]
    public async Task A_refused_value_is_not_used_again_however_long_ago()
    {
        await Breaker.PasswordRejectedAsync("f1", Stop);
        Clock.Advance(TimeSpan.FromDays(400));

        Assert.Equal(KeepaliveErrorCode.PasswordRejected, await CodeAsync("f1"));
        Assert.Equal(KeepaliveErrorCode.PasswordRejected, await CodeAsync(null));
        Assert.Equal(FakeClock.Noon, Breaker.Read().RejectedAt);
    }

    [Fact]
    public async Task Another_value_ends_the_refusal_for_all()
    {
        await Breaker.PasswordRejectedAsync("f1", Stop);
        await Breaker.CheckAsync("f2", Stop);

        Assert.Null(Breaker.Read().RejectedAt);
    }

    [Fact]
    public async Task A_denied_second_factor_is_not_asked_for_again_for_2_then_10_then_60_minutes()
    {
        foreach (int minutes in (int[])[2, 10, 60, 60])
        {
            await Breaker.MfaFailedAsync(Stop);
            Clock.Advance(TimeSpan.FromMinutes(minutes) - TimeSpan.FromSeconds(1));
            Assert.Equal(KeepaliveErrorCode.MfaCoolingDown, await CodeAsync("f1"));
            Clock.Advance(TimeSpan.FromSeconds(1));
            await Breaker.CheckAsync("f1", Stop);
        }
    }

    [Fact]
    public async Task A_success_makes_the_next_failure_the_first()
    {
        await Breaker.MfaFailedAsync(Stop);
        await Breaker.MfaFailedAsync(Stop);
        await Breaker.SucceededAsync(Stop);
        await Breaker.MfaFailedAsync(Stop);

        Assert.Equal(TimeSpan.FromMinutes(2), Breaker.Read().CoolDownLeft(Clock.GetUtcNow()));
    }

    [Fact]
    public async Task A_quiet_day_makes_the_next_failure_the_first()
    {
        await Breaker.MfaFailedAsync(Stop);
        await Breaker.MfaFailedAsync(Stop);
        Clock.Advance(TimeSpan.FromHours(25));
        await Breaker.MfaFailedAsync(Stop);

        Assert.Equal(1, Breaker.Read().Failures);
    }

    [Fact]
    public async Task Failures_at_the_same_time_are_all_counted()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => new LoginBreaker(_home.Environment, Name, TimeProvider.System).MfaFailedAsync(Stop))));

        Assert.Equal(8, Breaker.Read().Failures);
    }

    [Fact]
    public async Task Each_secret_has_its_own()
    {
        await Breaker.PasswordRejectedAsync("f1", Stop);

        await new LoginBreaker(_home.Environment, SecretName.ForProfile("other", SecretKind.Password), Clock).CheckAsync("f1", Stop);
    }

    [Fact]
    public async Task What_can_not_be_read_lets_no_login_through_until_a_person_clears_it()
    {
        await Breaker.PasswordRejectedAsync("f1", Stop);
        string file = Directory.GetFiles(_home.Folder, "*.breaker.json", SearchOption.AllDirectories).Single();
        _home.Write(file, "no json"u8);

        Assert.Equal(KeepaliveErrorCode.StateFolderUnusable, await CodeAsync("f1"));

        Breaker.Clear(ForcePermit.Ask(_home.Environment, hasTerminal: true));
        await Breaker.CheckAsync("f1", Stop);
    }

    [Fact]
    public void Force_is_refused_without_a_terminal() =>
        Assert.Equal(KeepaliveErrorCode.ForceRefused, Assert.Throws<KeepaliveException>(() => ForcePermit.Ask(_home.Environment, hasTerminal: false)).Code);

    [Fact]
    public void Force_is_refused_in_a_shell_of_Claude_Code_with_a_terminal_too()
    {
        _home.Variables["CLAUDECODE"] = "1";

        Assert.Equal(KeepaliveErrorCode.ForceRefused, Assert.Throws<KeepaliveException>(() => ForcePermit.Ask(_home.Environment, hasTerminal: true)).Code);
    }

    [Fact]
    public async Task Setting_the_refused_value_again_is_noticed_and_setting_another_ends_the_refusal()
    {
        SecretKeeper keeper = SecretKeeper.Of(KeepaliveConfiguration.Default, _store, TimeProvider.System);
        Assert.False((await SetAsync(keeper, "wrong")).WasRejected);
        using Secret wrong = Secret.FromText("wrong");
        await Breaker.PasswordRejectedAsync(await keeper.FingerprintAsync(Name, wrong, Stop), Stop);

        Assert.True((await SetAsync(keeper, "wrong")).WasRejected);
        Assert.NotNull(Breaker.Read().RejectedAt);

        Assert.False((await SetAsync(keeper, "right")).WasRejected);
        Assert.Null(Breaker.Read().RejectedAt);
    }

    [Fact]
    public async Task The_fingerprint_can_not_be_made_without_the_store()
    {
        SecretKeeper keeper = SecretKeeper.Of(KeepaliveConfiguration.Default, _store, TimeProvider.System);
        using Secret secret = Secret.FromText("password1");
        string mine = await keeper.FingerprintAsync(Name, secret, Stop);
        string again = await keeper.FingerprintAsync(Name, secret, Stop);
        string elsewhere = await SecretKeeper.Of(KeepaliveConfiguration.Default, new MemorySecretStore(), TimeProvider.System).FingerprintAsync(Name, secret, Stop);

        Assert.Equal(mine, again);
        Assert.NotEqual(mine, elsewhere);
        Assert.Equal(["profile/dev/password-fingerprint-key"], _store.Keys);
    }

    [Fact]
    public async Task Nothing_of_the_value_is_on_disk()
    {
        SecretKeeper keeper = SecretKeeper.Of(KeepaliveConfiguration.Default, _store, TimeProvider.System);
        await SetAsync(keeper, "planted-secret");
        using Secret secret = Secret.FromText("planted-secret");
        await Breaker.PasswordRejectedAsync(await keeper.FingerprintAsync(Name, secret, Stop), Stop);

        Assert.DoesNotContain(
            Directory.GetFiles(_home.Folder, "*", SearchOption.AllDirectories), file => File.ReadAllText(file).Contains("planted", StringComparison.Ordinal));
    }

    private async Task<SecretChange> SetAsync(SecretKeeper keeper, string value)
    {
        using Secret secret = Secret.FromText(value);
        return await SecretChange.SetAsync(_home.Environment, keeper, Name, secret, Clock, Stop);
    }

    private async Task<string> CodeAsync(string? fingerprint) =>
        (await Assert.ThrowsAsync<KeepaliveException>(() => Breaker.CheckAsync(fingerprint, Stop))).Code;
}
