using Keepalive.IdentityCenter;
using Keepalive.Login;
using Keepalive.Testing;

namespace Keepalive.Core.Tests.Login;

public sealed class LoginMarkTests
{
    private static readonly DateTimeOffset s_now = FakeClock.Noon;

    [Theory]
    [InlineData("ASIAOLD", 60, "ASIANEW", 60, true)]
    [InlineData("ASIAOLD", 60, "ASIAOLD", 60, false)]
    [InlineData("ASIAOLD", 60, "ASIAOLD", 120, true)]
    [InlineData("ASIAOLD", 60, "ASIAOLD", 30, false)]
    [InlineData(null, null, "ASIANEW", 60, true)]
    [InlineData(null, null, "ASIANEW", null, true)]
    [InlineData("ASIAOLD", null, "ASIAOLD", null, false)]
    [InlineData("ASIAOLD", 60, null, null, false)]
    public void News_is_a_new_key_or_a_later_end(string? keyBefore, int? minutesBefore, string? keyAfter, int? minutesAfter, bool isNews) =>
        Assert.Equal(isNews, Key(keyAfter, minutesAfter).IsNewsAfter(Key(keyBefore, minutesBefore), s_now));

    [Theory]
    [InlineData(-60)]
    [InlineData(1)]
    [InlineData(59)]
    [Trait("Migration", "W20")]
    public void A_new_key_that_ends_within_a_minute_is_no_success(int seconds)
    {
        CredentialSnapshot after = CredentialSnapshot.None with { AccessKeyId = "ASIANEW", KeyEnds = s_now.AddSeconds(seconds) };

        Assert.False(after.IsNewsAfter(CredentialSnapshot.None, s_now));
    }

    [Fact]
    public void A_new_token_of_the_session_is_news_too()
    {
        CredentialSnapshot before = CredentialSnapshot.None with { Token = Token("one", -5) };

        Assert.True((CredentialSnapshot.None with { Token = Token("two", 60) }).IsNewsAfter(before, s_now));
        Assert.False(before.IsNewsAfter(before, s_now));
        Assert.False((CredentialSnapshot.None with { Token = Token("two", 0) }).IsNewsAfter(before, s_now));
    }

    private static CredentialSnapshot Key(string? id, int? minutes) => CredentialSnapshot.None with { AccessKeyId = id, KeyEnds = minutes is { } left ? s_now.AddMinutes(left) : null };

    private static SsoToken Token(string name, int minutes) => SsoToken.Create(
        new SsoSession("corp", "https://d-1234567890.awsapps.com/start", "eu-west-1", []), name, s_now.AddMinutes(minutes), null, new ClientRegistration("client", "secret", s_now.AddDays(90)));
}
