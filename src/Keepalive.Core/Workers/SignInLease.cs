using Keepalive.Platform.Files;

namespace Keepalive.Workers;

/// <summary>
/// The right to sign in: an OS lock that its worker holds for life. When the worker dies, however it
/// dies, the system gives it back, and the next caller knows at once.
/// </summary>
internal sealed class SignInLease : IDisposable
{
    /// <summary>Watchers look at the lock for a moment to see whether it is free; that must not send a worker home, however many there are.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan BetweenAttempts = TimeSpan.FromMilliseconds(10);

    private readonly FileLock _lock;

    private SignInLease(FileLock fileLock) => _lock = fileLock;

    /// <summary>Takes it, or answers null when another worker has it.</summary>
    public static async Task<SignInLease?> TakeAsync(WorkerPaths place, TimeProvider clock, CancellationToken cancellationToken)
    {
        long start = clock.GetTimestamp();
        while (true)
        {
            if (TryTake(place) is { } lease)
            {
                return lease;
            }

            if (clock.GetElapsedTime(start) >= Patience)
            {
                return null;
            }

            await Task.Delay(BetweenAttempts, clock, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Takes it if it is free at this moment.</summary>
    public static SignInLease? TryTake(WorkerPaths place) =>
        FileLock.TryAcquire(place.Lease) is { } fileLock ? new SignInLease(fileLock) : null;

    /// <summary>Whether a worker is alive.</summary>
    public static bool IsHeld(WorkerPaths place) => FileLock.IsHeld(place.Lease);

    public void Dispose() => _lock.Dispose();
}
