namespace Keepalive.Platform.Time;

/// <summary>
/// Makes a span that a timer, a connection or a client of the SDK accepts. They refuse zero, less than zero and more than 24.8 days
/// (int.MaxValue milliseconds) with an exception, each in its own way. For the remaining time use <see cref="Deadline"/>.
/// </summary>
internal static class TimerSpan
{
    /// <summary>Timers use milliseconds; a shorter time is treated as zero.</summary>
    public static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(1);

    public static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(int.MaxValue);

    /// <summary>The span itself, or the nearest one that is taken.</summary>
    public static TimeSpan Of(TimeSpan span) => span < Shortest ? Shortest : span > Longest ? Longest : span;
}
