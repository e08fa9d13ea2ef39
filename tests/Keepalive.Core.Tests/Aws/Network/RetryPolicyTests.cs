using Keepalive.Aws.Network;
using Keepalive.Platform.Time;
using Keepalive.Testing;

namespace Keepalive.Core.Tests.Aws.Network;

public sealed class RetryPolicyTests
{
    private readonly FakeClock _clock = new();
    private readonly List<TimeSpan> _waits = [];
    private int _attempts;

    public RetryPolicyTests() => _clock.Waiting = _waits.Add;

    [Fact]
    public async Task A_failure_before_the_request_left_is_tried_twice_again()
    {
        CallFailedException failed = await FailsAsync(Unsent(), mayReplay: false);

        Assert.Equal(3, _attempts);
        Assert.Equal([TimeSpan.FromMilliseconds(150), TimeSpan.FromMilliseconds(300)], _waits);
        Assert.Equal(KeepaliveErrorCode.NetworkUnreachable, failed.Failure.Error.Code);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public async Task Without_time_no_call_is_begun(int seconds)
    {
        CallFailedException failed = await FailsAsync(Unsent(), mayReplay: true, TimeSpan.FromSeconds(seconds));

        Assert.Equal((0, KeepaliveErrorCode.TimedOut), (_attempts, failed.Failure.Error.Code));
    }

    [Fact]
    public async Task A_connection_that_takes_its_whole_time_is_tried_once_more_only()
    {
        await FailsAsync(CallFailure.Of(new NetworkFault(KeepaliveErrors.NetworkUnreachable("h", "r"), false, NetworkFaultKind.ConnectTimedOut)), mayReplay: true);

        Assert.Equal(2, _attempts);
    }

    [Fact]
    public async Task A_success_ends_it()
    {
        string answer = await RunAsync(() => _attempts < 2 ? Unsent() : null, mayReplay: false);

        Assert.Equal(("answer", 2), (answer, _attempts));
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 3)]
    public async Task A_lost_answer_is_replayed_only_where_that_does_no_harm(bool mayReplay, int attempts)
    {
        CallFailedException failed = await FailsAsync(CallFailure.Of(new NetworkFault(KeepaliveErrors.AnswerLost("h", "r"), null, NetworkFaultKind.ConnectionBroke)), mayReplay);

        Assert.Equal(attempts, _attempts);
        Assert.Null(failed.Failure.RequestWasSent);
    }

    [Theory]
    [InlineData(400, "InvalidGrantException")]
    [InlineData(401, "InvalidClientException")]
    [InlineData(400, "AccessDeniedException")]
    public async Task A_definite_answer_is_never_questioned(int status, string type)
    {
        await FailsAsync(CallFailure.Of(new ServiceFailure(status, type), AwsOperation.RefreshToken, "p", null), mayReplay: true);

        Assert.Equal(1, _attempts);
    }

    [Fact]
    public async Task An_untrusted_certificate_is_not_tried_again()
    {
        await FailsAsync(CallFailure.Of(new NetworkFault(KeepaliveErrors.TlsUntrusted("h", "i"), false, NetworkFaultKind.Untrusted)), mayReplay: true);

        Assert.Equal(1, _attempts);
    }

    [Fact]
    public async Task Retry_After_is_kept_with_a_little_more()
    {
        await FailsAsync(Throttled(TimeSpan.FromSeconds(2)), mayReplay: false);

        Assert.Equal([TimeSpan.FromMilliseconds(2075), TimeSpan.FromMilliseconds(2150)], _waits);
    }

    [Fact]
    public async Task Nobody_waits_as_long_as_a_service_may_ask()
    {
        await FailsAsync(Throttled(TimeSpan.FromMinutes(1)), mayReplay: false);

        Assert.Equal(1, _attempts);
    }

    [Fact]
    public async Task No_wait_goes_beyond_the_deadline()
    {
        await FailsAsync(Throttled(TimeSpan.FromSeconds(4)), mayReplay: false, limit: TimeSpan.FromSeconds(5));

        Assert.Equal(2, _attempts);
        Assert.True(_clock.Elapsed < TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task The_deadline_ends_an_attempt()
    {
        var failed = await Assert.ThrowsAsync<CallFailedException>(() => Policy().RunAsync(
            async token =>
            {
                await Task.Delay(Timeout.Infinite, token);
                return 0;
            },
            _ => null, mayReplay: true, Deadline.After(_clock, TimeSpan.FromMilliseconds(1)), TestContext.Current.CancellationToken));

        Assert.Equal(KeepaliveErrorCode.TimedOut, failed.Failure.Error.Code);
        Assert.Null(failed.Failure.RequestWasSent);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(8)]
    public async Task Time_that_failed_attempts_have_used_up_is_told_with_their_cause(int secondsOfAnAttempt)
    {
        CallFailedException failed = await Assert.ThrowsAsync<CallFailedException>(() => RunAsync(
            () =>
            {
                _clock.Advance(TimeSpan.FromSeconds(secondsOfAnAttempt));
                return Unsent();
            },
            mayReplay: false, TimeSpan.FromSeconds(15)));

        Assert.Equal(KeepaliveErrorCode.NetworkUnreachable, failed.Failure.Error.Code);
    }

    [Fact]
    public async Task An_attempt_that_the_deadline_ends_is_told_with_the_cause_of_the_one_before()
    {
        async Task<int> AttemptAsync(CancellationToken token)
        {
            await Task.Delay(_attempts++ == 0 ? TimeSpan.Zero : Timeout.InfiniteTimeSpan, token);
            throw new CallFailedException(Unsent());
        }

        var failed = await Assert.ThrowsAsync<CallFailedException>(() => Policy().RunAsync(
            AttemptAsync, exception => (exception as CallFailedException)?.Failure, mayReplay: true,
            Deadline.After(_clock, TimeSpan.FromMilliseconds(200)), TestContext.Current.CancellationToken));

        Assert.Equal((KeepaliveErrorCode.NetworkUnreachable, null), (failed.Failure.Error.Code, failed.Failure.RequestWasSent));
    }

    [Fact]
    public async Task What_is_no_failure_of_a_call_goes_on_as_it_is() => await Assert.ThrowsAsync<NotSupportedException>(() => Policy().RunAsync<int>(
        _ => throw new NotSupportedException(), _ => null, mayReplay: true, Ample(), TestContext.Current.CancellationToken));

    private static CallFailure Unsent() => CallFailure.Of(new NetworkFault(KeepaliveErrors.NetworkUnreachable("h", "r"), false, NetworkFaultKind.Unreachable));

    private static CallFailure Throttled(TimeSpan retryAfter) =>
        CallFailure.Of(new ServiceFailure(429, "TooManyRequestsException", retryAfter), AwsOperation.RefreshToken, "p", null);

    private Deadline Ample() => Deadline.After(_clock, TimeSpan.FromMinutes(5));

    private RetryPolicy Policy() => new(_clock, () => 0.5);

    private Task<CallFailedException> FailsAsync(CallFailure failure, bool mayReplay, TimeSpan? limit = null) =>
        Assert.ThrowsAsync<CallFailedException>(() => RunAsync(() => failure, mayReplay, limit));

    private Task<string> RunAsync(Func<CallFailure?> outcome, bool mayReplay, TimeSpan? limit = null) => Policy().RunAsync(
        _ =>
        {
            _attempts++;
            return outcome() is { } failure ? throw new CallFailedException(failure) : Task.FromResult("answer");
        },
        exception => (exception as CallFailedException)?.Failure, mayReplay,
        Deadline.After(_clock, limit ?? TimeSpan.FromMinutes(5)), TestContext.Current.CancellationToken);
}
