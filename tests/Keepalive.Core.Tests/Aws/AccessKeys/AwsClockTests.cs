using Keepalive.Aws.AccessKeys;
using Keepalive.Platform.Time;
using Keepalive.Sessions;
using Keepalive.Testing;

namespace Keepalive.Core.Tests.Aws.AccessKeys;

public sealed class AwsClockTests : IDisposable
{
    private static readonly TestKeys Keys = TestKeys.Temporary();

    private readonly FakeClock _machine = new();
    private readonly SyntheticHome _home;

    public AwsClockTests()
    {
        _home = new SyntheticHome(_machine);
        _home.Variables["LOCALAPPDATA"] = Path.Combine(_home.Folder, "local");
    }

    [Theory]
    [InlineData(45, 0)]
    [InlineData(-60, 0)]
    [InlineData(61, 61)]
    [InlineData(-7200, -7200)]
    public void Corrects_what_differs_by_more_than_a_minute(int serverAhead, int skew)
    {
        Learn(serverAhead);

        Assert.Equal(TimeSpan.FromSeconds(skew), Clock().Skew);
        Assert.Equal(_machine.GetUtcNow().AddSeconds(skew), Clock().GetUtcNow());
    }

    [Fact]
    public void Lapses_after_a_day()
    {
        Learn(600);
        _machine.Advance(TimeSpan.FromHours(24) + TimeSpan.FromSeconds(1));

        Assert.Equal(TimeSpan.Zero, Clock().Skew);
    }

    [Fact]
    public void Lapses_when_the_clock_is_set()
    {
        Learn(600);

        // Ten minutes later on the wall and not a second of uptime: somebody has set the clock.
        var set = new FakeClock(_machine.GetUtcNow().AddMinutes(10));

        Assert.Equal(TimeSpan.Zero, AwsClock.Read(_home.Environment, set).Skew);
    }

    [Fact]
    public void An_answer_that_agrees_takes_the_correction_back()
    {
        Learn(600);
        Learn(0);

        Assert.Equal(TimeSpan.Zero, Clock().Skew);
    }

    [Fact]
    public void One_answer_alone_corrects_nothing()
    {
        LearnOnce(TimeSpan.FromHours(2));

        Assert.Equal(TimeSpan.Zero, Clock().Skew);
    }

    [Fact]
    public void Two_answers_that_contradict_each_other_correct_nothing()
    {
        LearnOnce(TimeSpan.FromHours(2));
        LearnOnce(TimeSpan.FromHours(3));

        Assert.Equal(TimeSpan.Zero, Clock().Skew);

        LearnOnce(TimeSpan.FromHours(3));

        Assert.Equal(TimeSpan.FromHours(3), Clock().Skew);
    }

    [Fact]
    public void One_honest_answer_takes_the_correction_and_a_begun_one_back()
    {
        Learn(600);
        LearnOnce(TimeSpan.FromHours(5));
        LearnOnce(TimeSpan.Zero);
        LearnOnce(TimeSpan.FromHours(5));

        Assert.Equal(TimeSpan.Zero, Clock().Skew);
    }

    [Theory]
    [InlineData(50 * 365.0)]
    [InlineData(-50 * 365.0)]
    [InlineData(30.1)]
    [InlineData(-30.1)]
    public void What_no_clock_does_is_not_learnt(double days)
    {
        LearnOnce(TimeSpan.FromDays(days));
        LearnOnce(TimeSpan.FromDays(days));

        Assert.Equal(TimeSpan.Zero, Clock().Skew);
    }

    [Fact]
    public void The_last_moment_of_the_calendar_is_not_learnt_and_breaks_nothing()
    {
        var file = new ClockSkewFile(_home.Environment, _machine);
        file.Learn(DateTimeOffset.MaxValue);
        file.Learn(DateTimeOffset.MaxValue);
        file.Learn(DateTimeOffset.MinValue);

        Assert.Equal(TimeSpan.Zero, Clock().Skew);
    }

    [Fact]
    public void A_span_beyond_the_calendar_stops_at_its_end()
    {
        Assert.Equal(DateTimeOffset.MaxValue, _machine.GetUtcNow().ShiftedBy(TimeSpan.MaxValue));
        Assert.Equal(DateTimeOffset.MinValue, _machine.GetUtcNow().ShiftedBy(TimeSpan.MinValue));
        Assert.Equal(DateTimeOffset.MaxValue, DateTimeOffset.MaxValue.ShiftedBy(TimeSpan.FromTicks(1)));
        Assert.Equal(_machine.GetUtcNow().AddDays(1), _machine.GetUtcNow().ShiftedBy(TimeSpan.FromDays(1)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("soon")]
    [InlineData("1 2")]
    [InlineData("99999999999999999999 2026-11-21T12:00:00Z 0")]
    [InlineData("9223372036854775807 2026-11-21T12:00:00Z 0")]
    [InlineData("251000000000 2026-11-21T12:00:00Z 0")]
    [InlineData("-1577836800 2026-11-21T12:00:00Z 0")]
    [InlineData("600 9999-12-31T23:59:59Z 0")]
    [InlineData("600 2026-11-21T12:00:00Z 9223372036854775807")]
    [InlineData("600 0001-01-01T00:00:00+14:00 0")]
    public void A_file_that_makes_no_sense_corrects_nothing(string text)
    {
        Learn(600);
        string file = Directory.EnumerateFiles(_home.Folder, "clock", SearchOption.AllDirectories).Single();
        File.WriteAllText(file, text);

        Assert.Equal(TimeSpan.Zero, Clock().Skew);
    }

    [Fact]
    public async Task Decides_whether_a_credential_has_expired_and_is_told()
    {
        _home.WriteCredentials(Keys.Section("a", $"expiration = {Timestamp.Format(_machine.GetUtcNow().AddMinutes(5))}"));
        Assert.Equal(SessionVerdict.EndsSoon, (await InspectAsync()).Verdict);

        Learn(600);
        SessionSnapshot report = await InspectAsync();

        Assert.Equal(SessionVerdict.Expired, report.Verdict);
        Assert.Equal(TimeSpan.FromMinutes(10), report.ClockSkew);
    }

    [Fact]
    public async Task What_Claude_Code_compares_with_its_own_clock_is_told_on_that_clock()
    {
        DateTimeOffset end = _machine.GetUtcNow().AddHours(1);
        _home.WriteCredentials(Keys.Section("a", $"expiration = {Timestamp.Format(end)}"));
        Learn(600);

        AwsCredential credential = await _home.ResolveAsync("a");

        Assert.Equal(end.AddMinutes(-10), credential.OnMachineClock(Clock()).Expiry!.Instant);
    }

    public void Dispose() => _home.Dispose();

    private AwsClock Clock() => AwsClock.Read(_home.Environment, _machine);

    private void Learn(int serverAhead)
    {
        LearnOnce(TimeSpan.FromSeconds(serverAhead));
        LearnOnce(TimeSpan.FromSeconds(serverAhead));
    }

    private void LearnOnce(TimeSpan serverAhead) => new ClockSkewFile(_home.Environment, _machine).Learn(_machine.GetUtcNow() + serverAhead);

    private Task<SessionSnapshot> InspectAsync() =>
        _home.Reader().ReadAsync("a", Deadline.After(_machine, TimeSpan.FromSeconds(15)), TestContext.Current.CancellationToken);
}
