using Keepalive.Aws.SecurityTokens;
using Keepalive.Configuration;
using Keepalive.Platform.Time;
using Keepalive.Sessions;
using Keepalive.Testing;

namespace Keepalive.Core.Tests.Sessions;

/// <summary>Ends without a zone, of unknown tools and out of variables, as they are told, and what STS makes of them.</summary>
public sealed class KeyJudgeTests : IDisposable
{
    private static readonly TestKeys Keys = TestKeys.Temporary();
    private static readonly TimeZoneInfo NewYork = TimeZoneInfo.FindSystemTimeZoneById("America/New_York"); // UTC-5 in November
    private static readonly TimeZoneInfo Kolkata = TimeZoneInfo.FindSystemTimeZoneById("Asia/Kolkata"); // UTC+5:30

    private readonly List<SyntheticHome> _homes = [];
    private readonly FakeVerifier _sts = new();

    public void Dispose() => _homes.ForEach(home => home.Dispose());

    [Fact]
    public async Task An_hour_of_local_time_in_New_York_is_no_key_that_ended_hours_ago()
    {
        SyntheticHome home = Home(NewYork, "aws_session_expiration = 2026-11-21 08:00:00");

        SessionSnapshot report = await InspectAsync(home);

        Assert.NotEqual(SessionVerdict.Expired, report.Verdict);
        Assert.Equal(FakeClock.Noon.AddHours(1), report.Expires);
    }

    [Fact]
    public async Task An_hour_of_local_time_in_Kolkata_is_asked_about_when_it_may_be_over()
    {
        SyntheticHome home = Home(Kolkata, "aws_session_expiration = 2026-11-21 18:30:00"); // 13:00 UTC, or 18:30 UTC
        Assert.Contains("time zone", (await InspectAsync(home)).ExpiryDoubt, StringComparison.Ordinal);
        Assert.Empty(_sts.Asked);

        ((FakeClock)home.Clock).Advance(TimeSpan.FromMinutes(65));
        _sts.Standings[Keys.AccessKeyId] = KeyValidity.Dead;

        Assert.Equal(SessionVerdict.Expired, (await InspectAsync(home)).Verdict);
        Assert.Equal(SessionVerdict.Expired, (await InspectAsync(home)).Verdict);
        Assert.Single(_sts.Asked);
    }

    [Fact]
    public async Task Once_STS_took_the_key_after_the_earlier_reading_the_later_one_is_certain()
    {
        SyntheticHome home = Home(Kolkata, "aws_session_expiration = 2026-11-21 18:30:00");
        ((FakeClock)home.Clock).Advance(TimeSpan.FromMinutes(65));

        for (int look = 0; look < 5; look++)
        {
            SessionSnapshot report = await InspectAsync(home);
            Assert.Equal((SessionVerdict.Valid, null), (report.Verdict, report.ExpiryDoubt));
            Assert.Equal(new DateTimeOffset(2026, 11, 21, 18, 30, 0, TimeSpan.Zero), report.Expires);
        }

        Assert.Single(_sts.Asked);
    }

    [Theory]
    [InlineData("expiration = 2026-11-21T12:00:30Z")]
    [InlineData("my_keys_expire_at = 2026-11-21T12:00:30Z")]
    public async Task That_AWS_takes_a_key_in_its_last_minute_says_nothing_against_its_end(string line)
    {
        SyntheticHome home = Home(TimeZoneInfo.Utc, line);
        new KeyValidityCache(home.Environment, home.Clock).Write(Keys.AccessKeyId, KeyValidity.Alive, null);

        Assert.Equal(SessionVerdict.Expired, (await InspectAsync(home)).Verdict);
        Assert.Empty(_sts.Asked);
    }

    [Theory]
    [InlineData("autoawsume = true", 17)]
    [InlineData("awsumepy_command = awsumepy work", 17)]
    [InlineData("assumed_role = False\naws_security_token = x", 12)]
    public async Task A_tool_that_is_known_has_its_zone(string mark, int hour)
    {
        SyntheticHome home = Home(NewYork, mark, "expiration = 2026-11-21 12:30:00");

        SessionSnapshot report = await InspectAsync(home);

        Assert.Equal((new DateTimeOffset(2026, 11, 21, hour, 30, 0, TimeSpan.Zero), null), (report.Expires, report.ExpiryDoubt));
    }

    [Theory]
    [InlineData("aws_session_token_expiration")]
    [InlineData("my_keys_expire_at")]
    public async Task A_key_that_speaks_of_an_expiry_counts_where_no_known_one_stands(string key)
    {
        SyntheticHome home = Home(TimeZoneInfo.Utc, $"{key} = 2026-11-21T13:00:00Z");

        SessionSnapshot report = await InspectAsync(home);

        Assert.Equal(FakeClock.Noon.AddHours(1), report.Expires);
        Assert.Contains("because of its name", report.ExpiryDoubt, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("password_expires = 2026-11-21T13:00:00Z")]
    [InlineData("my_password_expiration = 2026-11-21T13:00:00Z")]
    [InlineData("aws_session_token_expiration = 2026-11-23T00:00:01Z")]
    [InlineData("aws_session_token_expiration = 3600")]
    public async Task Something_else_that_expires_does_not_count(string line) => Assert.Null((await InspectAsync(Home(TimeZoneInfo.Utc, line))).Expires);

    [Fact]
    public async Task A_known_key_goes_before_a_guess_even_when_it_cannot_be_read()
    {
        SyntheticHome home = Home(TimeZoneInfo.Utc, "expiration = tomorrow", "aws_session_token_expiration = 2026-11-21T13:00:00Z");

        SessionSnapshot report = await InspectAsync(home);

        Assert.Null(report.Expires);
        Assert.Contains("'expiration'", report.ExpiryDoubt, StringComparison.Ordinal);
        Assert.Contains("line 5", report.ExpiryDoubt, StringComparison.Ordinal);
        Assert.DoesNotContain("tomorrow", report.ExpiryDoubt, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("AWS_SESSION_EXPIRATION", "2026-11-21T13:00:00Z", 13)]
    [InlineData("AWSUME_EXPIRATION", "2026-11-21T08:00:00", 13)]
    [InlineData("AWS_CREDENTIAL_EXPIRATION", "2026-11-21T13:00:00Z", 13)]
    public async Task A_variable_of_another_tool_tells_the_end_of_keys_in_variables(string variable, string value, int hour)
    {
        SyntheticHome home = Home(NewYork);
        home.Variables["AWS_ACCESS_KEY_ID"] = Keys.AccessKeyId;
        home.Variables["AWS_SECRET_ACCESS_KEY"] = Keys.SecretAccessKey;
        home.Variables["AWS_SESSION_TOKEN"] = Keys.SessionToken!;
        home.Variables[variable] = value;

        SessionSnapshot report = await InspectAsync(home, profile: null);

        Assert.Equal(new DateTimeOffset(2026, 11, 21, hour, 0, 0, TimeSpan.Zero), report.Expires);
        Assert.Equal(variable != "AWS_CREDENTIAL_EXPIRATION", report.ExpiryDoubt is not null);
    }

    [Fact]
    public void The_hook_and_the_status_line_know_what_STS_has_said()
    {
        SyntheticHome home = Home(TimeZoneInfo.Utc, "expiration = 2026-11-21T11:00:00Z");
        Assert.Equal(SessionVerdict.Expired, Look(home));

        new KeyValidityCache(home.Environment, home.Clock).Write(Keys.AccessKeyId, KeyValidity.Alive, keyEnds: null);

        Assert.Equal(SessionVerdict.Unknown, Look(home));
    }

    private static SessionVerdict Look(SyntheticHome home) => new SessionReader(home.Environment, KeepaliveConfiguration.Default, home.Clock).Look("a").Verdict;

    private async Task<SessionSnapshot> InspectAsync(SyntheticHome home, string? profile = "a") =>
        await new SessionReader(home.Environment, KeepaliveConfiguration.Default, home.Clock) { Verifier = _sts }
            .ReadAsync(profile, Deadline.After(home.Clock, TimeSpan.FromSeconds(15)), TestContext.Current.CancellationToken);

    private SyntheticHome Home(TimeZoneInfo zone, params string[] lines)
    {
        var home = new SyntheticHome(new FakeClock { Zone = zone });
        _homes.Add(home);
        return home.WriteCredentials(Keys.Section("a", lines));
    }
}
