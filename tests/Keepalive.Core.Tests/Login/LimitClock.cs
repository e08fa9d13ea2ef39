namespace Keepalive.Core.Tests.Login;

/// <summary>The machine's time, but for one limit, which is reached when the test says so.</summary>
/// <param name="limit">The limit, which nothing else in the run waits for.</param>
internal sealed class LimitClock(TimeSpan limit) : TimeProvider
{
    private ITimer? _timer;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ITimer timer = System.CreateTimer(callback, state, dueTime == limit ? Timeout.InfiniteTimeSpan : dueTime, period);
        _timer = dueTime == limit ? timer : _timer;
        return timer;
    }

    public void Reach() => Assert.True(_timer?.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan), "nobody has set the limit");
}
