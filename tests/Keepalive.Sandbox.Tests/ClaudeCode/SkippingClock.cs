namespace Keepalive.Sandbox.Tests.ClaudeCode;

/// <summary>Nobody waits on it: a pause is over at once, and that much later.</summary>
internal sealed class SkippingClock : TimeProvider
{
    private readonly DateTimeOffset _start = DateTimeOffset.UtcNow;
    private long _passed;

    public TimeSpan Passed => TimeSpan.FromTicks(Volatile.Read(ref _passed));

    public override DateTimeOffset GetUtcNow() => _start + Passed;

    public void Advance(TimeSpan time) => Interlocked.Add(ref _passed, time.Ticks);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime > TimeSpan.Zero)
        {
            Advance(dueTime);
        }

        return System.CreateTimer(callback, state, TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }
}
