namespace Keepalive.Credentials;

/// <summary>The caller's time: one bound for everything that is done on the way to an answer.</summary>
public sealed class Deadline
{
    private readonly TimeProvider _clock;
    private readonly long _start;

    private Deadline(TimeProvider clock, TimeSpan limit)
    {
        _clock = clock;
        _start = clock.GetTimestamp();
        Limit = limit;
    }

    /// <summary>The whole time that was allowed.</summary>
    public TimeSpan Limit { get; }

    /// <summary>What is left; never negative, and never more than a timer can count (24 days).</summary>
    public TimeSpan Remaining
    {
        get
        {
            TimeSpan left = Limit - _clock.GetElapsedTime(_start);
            return TimeSpan.FromMilliseconds(Math.Clamp(left.TotalMilliseconds, 0, int.MaxValue));
        }
    }

    /// <summary>Starts the clock.</summary>
    /// <param name="clock">The clock; its monotonic time counts.</param>
    /// <param name="limit">The time allowed from now on.</param>
    public static Deadline After(TimeProvider clock, TimeSpan limit) => new(clock, limit);
}
