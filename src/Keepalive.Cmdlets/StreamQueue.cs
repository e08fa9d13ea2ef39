namespace Keepalive.Commands;

/// <summary>
/// Writes to PowerShell's streams that other threads have asked for. Only the pipeline thread may do them, so it reads
/// this queue while it waits.
/// </summary>
internal sealed class StreamQueue
{
    private readonly Queue<Action> _writes = new();
    private bool _closed;

    /// <summary>Asks for a write. After <see cref="Close"/> it is dropped, because there is no reader.</summary>
    public void Post(Action write)
    {
        lock (_writes)
        {
            if (!_closed)
            {
                _writes.Enqueue(write);
                Monitor.Pulse(_writes);
            }
        }
    }

    /// <summary>Nothing will be posted any more.</summary>
    public void Close()
    {
        lock (_writes)
        {
            _closed = true;
            Monitor.Pulse(_writes);
        }
    }

    /// <summary>Waits for the next write; null when the queue is closed and empty.</summary>
    public Action? Take()
    {
        lock (_writes)
        {
            while (_writes.Count == 0 && !_closed)
            {
                Monitor.Wait(_writes);
            }

            return _writes.TryDequeue(out Action? write) ? write : null;
        }
    }
}
