using Keepalive.Files;

namespace Keepalive.SingleSignOn.SignIn;

/// <summary>
/// Of all callers that find nobody at work, lets one start a worker: it holds a lock until the worker has the lease, or has
/// ended without.
/// </summary>
internal sealed class WorkerStart(SignInPlace place) : IDisposable
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
            // The ledger would count as absent, and nobody would ever see an address.
            Release();
            var fault = new UntrustedFileException();
            throw KeepaliveErrors.StateFolderUnusable(place.Start, FileFault.Describe(fault), fault);
        }

        return _lock is not null;
    }

    /// <summary>Somebody is at work.</summary>
    public void Release()
    {
        _lock?.Dispose();
        _lock = null;
    }

    public void Dispose() => Release();
}
