namespace Keepalive.Credentials;

/// <summary>
/// The right to change the environment variables of this process, for one borrower at a time. Variables belong to the process and
/// not to a thread or runspace: two borrowers at once would see each other's keys, and the second to end would restore
/// what the first had set.
/// </summary>
public sealed class EnvironmentLease : IDisposable
{
    private static readonly SemaphoreSlim Free = new(1);

    // Both are changed by the holder of Free alone. Anybody else may read them: another borrower never finds itself there.
    private static object? _holder;
    private static string _work = string.Empty;

    private readonly object? _outer;
    private bool _ended;

    private EnvironmentLease(object? outer) => _outer = outer;

    /// <summary>Takes the lease, or waits for its holder. A holder that asks again gets it at once: it is inside its own work.</summary>
    /// <param name="holder">Who asks; compared with <c>Equals</c>.</param>
    /// <param name="work">What it is for, for the error of the others.</param>
    /// <param name="limit">How long to wait at most.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="KeepaliveException">EnvironmentInUse: another borrower held it all the time.</exception>
    public static async Task<EnvironmentLease> TakeAsync(object holder, string work, TimeSpan limit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(holder);
        object? outer = Volatile.Read(ref _holder);
        if (holder.Equals(outer))
        {
            return new EnvironmentLease(outer);
        }

        if (!await Free.WaitAsync(limit, cancellationToken).ConfigureAwait(false))
        {
            throw KeepaliveErrors.EnvironmentInUse(work, Volatile.Read(ref _work), limit);
        }

        _work = work;
        Volatile.Write(ref _holder, holder);
        return new EnvironmentLease(outer: null);
    }

    /// <summary>Gives it back; the outermost of a holder's leases frees it.</summary>
    public void Dispose()
    {
        if (_ended || _outer is not null)
        {
            return;
        }

        _ended = true;
        Volatile.Write(ref _holder, null);
        Free.Release();
    }
}
