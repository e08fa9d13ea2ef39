using Keepalive.Aws.Network;
using Keepalive.Platform.Time;
using Keepalive.Testing;

namespace Keepalive.Core.Tests.Platform.Time;

/// <summary>What is left of a caller's time is never a span that a timer, a connection or a client of the SDK refuses.</summary>
public sealed class DeadlineTests
{
    private readonly FakeClock _clock = new();

    public static TheoryData<TimeSpan> Spans =>
    [
        TimeSpan.MinValue, TimeSpan.FromDays(-1), TimeSpan.FromTicks(-1), TimeSpan.Zero, TimeSpan.FromTicks(1), TimeSpan.FromMilliseconds(0.4),
        TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(15), TimeSpan.FromMilliseconds(int.MaxValue), TimeSpan.FromMilliseconds(int.MaxValue + 1.0),
        TimeSpan.FromMilliseconds(uint.MaxValue), TimeSpan.MaxValue,
    ];

    [Theory]
    [MemberData(nameof(Spans))]
    public void Every_limit_makes_a_connection(TimeSpan limit)
    {
        var settings = NetworkSettings.Read(new SystemEnvironment(_ => null, isWindows: false), profile: null, limit);
        using var http = new AwsHttp(settings);

        Assert.InRange(settings.ConnectTimeout, TimerSpan.Shortest, NetworkSettings.UsualConnectTimeout);
        Assert.InRange(settings.CallTimeout, TimerSpan.Shortest, NetworkSettings.UsualCallTimeout);
        using var bounded = new CancellationTokenSource(settings.CallTimeout);
        using var client = ClientConfigurations.SsoOidc(new ServiceEndpoint("eu-west-1", new EndpointVariants(false, false), null), http);
        Assert.Equal(settings.CallTimeout, client.Config.Timeout);
    }

    [Theory]
    [InlineData(false, 15)]
    [InlineData(true, 59)]
    public void An_answer_that_cannot_be_requested_again_is_awaited_almost_until_the_deadline(bool isPatient, int seconds) => Assert.Equal(
        TimeSpan.FromSeconds(seconds),
        NetworkSettings.Read(new SystemEnvironment(_ => null, isWindows: false), profile: null, TimeSpan.FromSeconds(60), isPatient).CallTimeout);

    [Theory]
    [MemberData(nameof(Spans))]
    public void What_is_left_is_none_or_what_a_timer_takes(TimeSpan limit)
    {
        Deadline deadline = Deadline.After(_clock, limit);

        Assert.InRange(deadline.Remaining, TimeSpan.Zero, TimerSpan.Longest);
        Assert.Equal(deadline.Remaining, deadline.Within(TimeSpan.MaxValue));
        Assert.InRange(deadline.Within(TimeSpan.FromSeconds(2)), TimeSpan.Zero, TimeSpan.FromSeconds(2));
        using var timer = new CancellationTokenSource(TimerSpan.Of(limit));
        if (deadline.Remaining == TimeSpan.Zero)
        {
            KeepaliveException exception = Assert.Throws<KeepaliveException>(() => deadline.Require("The call", "corp"));
            Assert.Equal(KeepaliveErrorCode.TimedOut, exception.Code);
        }
        else
        {
            Assert.InRange(deadline.Require("The call", "corp"), TimerSpan.Shortest, TimerSpan.Longest);
        }
    }

    [Fact]
    public void A_limit_is_told_as_whose_it_is()
    {
        KeepaliveException callers = Deadline.After(_clock, TimeSpan.FromSeconds(15)).TimedOut("The call to AWS", "corp");
        KeepaliveException ours = Deadline.Fixed(_clock, TimeSpan.FromSeconds(15)).TimedOut("The call to AWS", "corp");
        KeepaliveException oursForCode = Deadline.FixedForCredential(_clock, Deadline.DefaultLimit).TimedOut("The call to AWS", "corp");

        Assert.Equal("The call to AWS took longer than 15 s and was stopped.", callers.Message);
        Assert.Contains("set a longer limit with --timeout", callers.Advice, StringComparison.Ordinal);
        Assert.Equal("The call to AWS took longer than 15 s, a fixed limit of Keepalive, and was stopped.", ours.Message);
        Assert.DoesNotContain("--timeout", ours.Advice, StringComparison.Ordinal);
        Assert.Equal((ours.Message, ours.Advice), (oursForCode.Message, oursForCode.Advice));
    }

    [Fact]
    public void A_deadline_that_has_passed_leaves_nothing()
    {
        Deadline deadline = Deadline.After(_clock, TimeSpan.FromSeconds(15));
        _clock.Advance(TimeSpan.FromSeconds(15) - TimeSpan.FromTicks(1));

        Assert.Equal(TimeSpan.Zero, deadline.Remaining);

        _clock.Advance(TimeSpan.FromDays(1));

        Assert.Equal(TimeSpan.Zero, deadline.Remaining);
        Assert.Equal(KeepaliveErrorCode.TimedOut, Assert.Throws<KeepaliveException>(() => deadline.Require("The call", null)).Code);
    }
}
