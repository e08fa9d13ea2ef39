namespace Keepalive.Testing;

/// <summary>
/// A clock that stands still until somebody waits. A timer made with it fires at once and moves the time on by its due
/// time, so <c>Task.Delay(…, clock)</c> never really waits and a loop with a time limit comes to its end.
/// </summary>
public sealed class FakeClock : TimeProvider
{
    /// <summary>Where a new clock stands: 2026-11-21 12:00:00 UTC.</summary>
    public static readonly DateTimeOffset Noon = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    private readonly DateTimeOffset _start;
    private long _elapsed;
    private int _waits;

    /// <summary>Stands at <paramref name="start"/>, or at <see cref="Noon"/>.</summary>
    public FakeClock(DateTimeOffset? start = null) => _start = start ?? Noon;

    /// <summary>Called at the beginning of every wait, before time passes: the place to change a file "meanwhile".</summary>
    public Action<TimeSpan>? Waiting { get; set; }

    /// <summary>How often somebody has waited.</summary>
    public int Waits => Volatile.Read(ref _waits);

    /// <summary>The time that has passed since the start.</summary>
    public TimeSpan Elapsed => TimeSpan.FromTicks(Volatile.Read(ref _elapsed));

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override TimeZoneInfo LocalTimeZone => Zone;

    /// <summary>The machine's zone; UTC when not told.</summary>
    public TimeZoneInfo Zone { get; init; } = TimeZoneInfo.Utc;

    public override DateTimeOffset GetUtcNow() => _start + Elapsed;

    public override long GetTimestamp() => Volatile.Read(ref _elapsed);

    /// <summary>Moves the time on.</summary>
    public void Advance(TimeSpan time) => Interlocked.Add(ref _elapsed, time.Ticks);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new InstantTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private sealed class InstantTimer(FakeClock clock, TimerCallback callback, object? state) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            if (dueTime < TimeSpan.Zero)
            {
                return true;
            }

            Interlocked.Increment(ref clock._waits);
            clock.Waiting?.Invoke(dueTime);
            clock.Advance(dueTime);
            callback(state);
            return true;
        }

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => default;
    }
}
