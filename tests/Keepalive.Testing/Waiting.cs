using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Keepalive.Testing;

/// <summary>
/// Waits for an event that has no handle: a file of another process, a child that is gone, the end of another thread's work.
/// The test goes on at once when the event is there, and fails with the condition's own words when it never comes.
/// </summary>
public static class Waiting
{
    /// <summary>Longer than any wait of a loaded machine.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    /// <summary>The time between two looks: a look may open a file or a port.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    /// <summary>Waits until the condition is true, for two minutes at most.</summary>
    /// <exception cref="TimeoutException">The condition stayed false for two minutes.</exception>
    public static Task UntilAsync(Func<bool> condition, CancellationToken cancellationToken, [CallerArgumentExpression(nameof(condition))] string? words = null) =>
        UntilAsync(() => Task.FromResult(condition()), cancellationToken, words);

    /// <inheritdoc cref="UntilAsync(Func{bool}, CancellationToken, string?)"/>
    public static async Task UntilAsync(Func<Task<bool>> condition, CancellationToken cancellationToken, [CallerArgumentExpression(nameof(condition))] string? words = null)
    {
        long start = Stopwatch.GetTimestamp();
        while (!await condition().ConfigureAwait(false))
        {
            if (Stopwatch.GetElapsedTime(start) > Limit)
            {
                throw new TimeoutException($"Not within {Limit.TotalSeconds:0} seconds: {words}");
            }

            await Task.Delay(Pause, cancellationToken).ConfigureAwait(false);
        }
    }
}
