using System.Diagnostics;

namespace Keepalive.Host.Tests.Support;

/// <summary>
/// Limits that claude-aws keeps for its caller's sake: past them it lets go, and says nothing. On a machine out of breath that is right, and proves
/// nothing, so the test is skipped there and not run again until it passes; where the time was not used up, silence is a fault.
/// </summary>
internal static class OwnLimit
{
    public static readonly TimeSpan Hook = TimeSpan.FromMilliseconds(1800);
    public static readonly TimeSpan StatusLine = TimeSpan.FromSeconds(2);
    public static readonly TimeSpan QuestionToSts = TimeSpan.FromSeconds(2);

    /// <summary>Runs once.</summary>
    /// <param name="limit">The product's.</param>
    /// <param name="call">What is run.</param>
    /// <param name="isAnswered">Whether it came to an answer.</param>
    public static async Task<T> TimedAsync<T>(TimeSpan limit, Func<Task<T>> call, Func<T, bool> isAnswered)
    {
        long start = Stopwatch.GetTimestamp();
        T result = await call();
        TimeSpan took = Stopwatch.GetElapsedTime(start);
        Assert.SkipWhen(took >= limit && !isAnswered(result), $"This machine took {took.TotalSeconds:0.0} s for what claude-aws waits {limit.TotalSeconds:0.0} s for, so it let go.");
        return result;
    }
}
