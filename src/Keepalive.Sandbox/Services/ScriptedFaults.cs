namespace Keepalive.Sandbox.Services;

/// <summary>A queue of faults for every operation; a request takes the first, and when there is none all goes well.</summary>
public sealed class ScriptedFaults
{
    private readonly Lock _gate = new();
    private readonly Dictionary<SandboxOperation, Queue<Fault>> _queues = [];

    /// <summary>Lets the next requests for an operation fail, behind what is queued for it already.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="fault">What happens to them.</param>
    /// <param name="times">How many requests.</param>
    /// <exception cref="ArgumentException">The service has no error of that name, and no status was told.</exception>
    public void Next(SandboxOperation operation, Fault fault, int times = 1)
    {
        ArgumentNullException.ThrowIfNull(fault);
        if (fault.ErrorAnswer is { Status: null } error && !ServiceErrors.NamesOf(operation).Contains(error.Name))
        {
            throw new ArgumentException($"{operation} has no error {error.Name}; it has {string.Join(", ", ServiceErrors.NamesOf(operation))}.", nameof(fault));
        }

        lock (_gate)
        {
            if (!_queues.TryGetValue(operation, out Queue<Fault>? queue))
            {
                _queues[operation] = queue = [];
            }

            for (int i = 0; i < times; i++)
            {
                queue.Enqueue(fault);
            }
        }
    }

    /// <summary>How many faults an operation still has before it.</summary>
    /// <param name="operation">The operation.</param>
    public int Pending(SandboxOperation operation)
    {
        lock (_gate)
        {
            return _queues.GetValueOrDefault(operation)?.Count ?? 0;
        }
    }

    /// <summary>Forgets all that is queued.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _queues.Clear();
        }
    }

    internal Fault? Take(SandboxOperation operation)
    {
        lock (_gate)
        {
            return _queues.GetValueOrDefault(operation) is { Count: > 0 } queue ? queue.Dequeue() : null;
        }
    }
}
