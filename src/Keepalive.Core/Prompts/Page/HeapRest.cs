namespace Keepalive.Prompts.Page;

/// <summary>
/// Gives memory back that requests have used. The collector itself waits until much of the processor's cache is filled: on a server that is hundreds of
/// megabytes, for a process that has little to do and waits up to ten minutes. Only for a process of our own: a collection stops all its threads.
/// </summary>
/// <param name="used">The bytes of the heap, memory that is no longer needed included.</param>
/// <param name="collect">Collects everything, and returns the memory to the system.</param>
internal sealed class HeapRest(Func<long> used, Action collect)
{
    /// <summary>So much is added while requests are served.</summary>
    internal const long Most = 4 * 1024 * 1024;

    /// <summary>So much is added when no request is left.</summary>
    internal const long MostAtRest = 512 * 1024;

    private readonly object _lock = new();
    private long _level = used();
    private long _levelAtRest = used();

    /// <summary>For this process.</summary>
    public static HeapRest OfProcess() => new(
        static () => GC.GetTotalMemory(forceFullCollection: false),
        static () => GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true));

    /// <summary>A request is over.</summary>
    /// <param name="isLast">No other one is being served.</param>
    public void Served(bool isLast)
    {
        lock (_lock)
        {
            long now = used();
            if (now - _level < Most && !(isLast && now - _levelAtRest >= MostAtRest))
            {
                return;
            }

            collect();
            _level = used();
            _levelAtRest = isLast ? _level : _levelAtRest;
        }
    }
}
