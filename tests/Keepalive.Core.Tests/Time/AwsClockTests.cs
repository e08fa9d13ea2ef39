using Keepalive.Credentials;
using Keepalive.Sessions;
using Keepalive.Testing;
using Keepalive.Time;

namespace Keepalive.Tests.Time;

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

    [Theory]
    [InlineData("")]
    [InlineData("soon")]
    [InlineData("1 2")]
    [InlineData("99999999999999999999 2026-11-21T12:00:00Z 0")]
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
        SessionReport report = await InspectAsync();

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

    private void Learn(int serverAhead) => new ClockSkewFile(_home.Environment, _machine).Learn(_machine.GetUtcNow().AddSeconds(serverAhead));

    private Task<SessionReport> InspectAsync() =>
        _home.Inspector().InspectAsync("a", Deadline.After(_machine, TimeSpan.FromSeconds(15)), TestContext.Current.CancellationToken);
}
