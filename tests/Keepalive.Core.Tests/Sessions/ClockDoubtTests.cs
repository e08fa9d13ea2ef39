using Keepalive.Aws.AccessKeys;
using Keepalive.Aws.SecurityTokens;

namespace Keepalive.Core.Tests.Sessions;

/// <summary>A stored correction of the clock that decides against the machine's own is a doubt, about which STS is asked.</summary>
public sealed class ClockDoubtTests : IDisposable
{
    private readonly ExportHome _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task A_living_key_that_a_wrong_correction_would_refuse_is_given()
    {
        Correct(TimeSpan.FromDays(20));
        _home.WithKeys(TimeSpan.FromHours(1));

        AwsCredential credential = await _home.ExportAsync();

        Assert.Equal(ExportHome.FirstKey, credential.AccessKeyId);
        Assert.Equal(_home.Clock.GetUtcNow().AddHours(1), credential.Expiry!.Instant);
        Assert.Equal(ExportHome.FirstKey, Assert.Single(_home.Sts.Asked).Key);
    }

    [Fact]
    public async Task A_dead_key_that_a_wrong_correction_would_give_away_is_refused()
    {
        Correct(TimeSpan.FromDays(-20));
        _home.Sts.Standings[ExportHome.FirstKey] = KeyValidity.Dead;
        _home.WithKeys(TimeSpan.FromHours(-1));

        await HomeExtensions.FailsAsync(() => _home.ExportAsync(), KeepaliveErrorCode.CredentialRevoked);
    }

    [Theory]
    [InlineData(KeyValidity.Dead)]
    [InlineData(KeyValidity.Unknown)]
    public async Task A_key_that_STS_does_not_vouch_for_has_ended_as_AWSs_clock_says(KeyValidity standing)
    {
        Correct(TimeSpan.FromHours(2));
        _home.Sts.Standings[ExportHome.FirstKey] = standing;
        _home.WithKeys(TimeSpan.FromHours(1));

        await HomeExtensions.FailsAsync(() => _home.ExportAsync(), KeepaliveErrorCode.CredentialExpired);
    }

    [Fact]
    public async Task A_correction_that_decides_nothing_asks_nobody()
    {
        Correct(TimeSpan.FromMinutes(30));
        _home.WithKeys(TimeSpan.FromHours(2));

        await _home.ExportAsync();

        Assert.Empty(_home.Sts.Asked);
    }

    [Theory]
    [InlineData("9999-12-31T23:59:59Z")]
    [InlineData("2000-01-01T00:00:00Z")]
    public async Task An_end_at_the_edge_of_the_calendar_and_a_corrected_clock_make_no_crash(string end)
    {
        Correct(TimeSpan.FromDays(-29));
        _home.Home.WriteCredentials(Keepalive.Testing.TestKeys.Temporary().Section("work", $"x_security_token_expires = {end}"));
        try
        {
            Assert.Equal(ExportHome.FirstKey, (await _home.ExportAsync()).AccessKeyId);
        }
        catch (KeepaliveException exception)
        {
            Assert.Equal(KeepaliveErrorCode.CredentialExpired, exception.Code);
        }
    }

    private void Correct(TimeSpan skew)
    {
        var file = new ClockSkewFile(_home.Home.Environment, _home.Clock);
        file.Learn(_home.Clock.GetUtcNow() + skew);
        file.Learn(_home.Clock.GetUtcNow() + skew);
        Assert.Equal(skew, file.Read());
    }
}
