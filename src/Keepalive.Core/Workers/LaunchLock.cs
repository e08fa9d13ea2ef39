using Keepalive.Platform.Files;

namespace Keepalive.Workers;

/// <summary>
/// Lets one of all callers start a worker if none is running: the caller holds a lock until the worker has the lease, or has
/// ended without.
/// </summary>
internal sealed class LaunchLock(WorkerPaths place) : IDisposable
{
    private FileLock? _lock;

    /// <summary>The worker that this process started last.</summary>
    public ILaunchedWorker? Worker { get; set; }

    /// <summary>Whether this process may start one now.</summary>
    /// <exception cref="KeepaliveException">StateFolderUnusable.</exception>
    /// <param name="isDead">The worker that was watched is gone; should it be ours, its process may not be quite.</param>
    public bool MayLaunch(bool isDead)
    {
        if (Worker is { HasEnded: false } && !isDead)
        {
            return false; // It is on its way to the lease.
        }

        if ((_lock ??= FileLock.TryAcquire(place.Start)) is { IsOurs: false })
        {
            // The ledger would be ignored, and no person would ever see an address.
            Release();
            var fault = new UntrustedFileException();
            throw KeepaliveErrors.StateFolderUnusable(place.Start, FileFault.Describe(fault), fault, WriteAdvice.For(place.Start, fault));
        }

        return _lock is not null;
    }

    /// <summary>A worker is running.</summary>
    public void Release()
    {
        _lock?.Dispose();
        _lock = null;
    }

    public void Dispose() => Release();
}
