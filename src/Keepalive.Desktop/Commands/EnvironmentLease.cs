using System.Globalization;

namespace Keepalive.Commands;

/// <summary>
/// The right to change the environment variables of this process, for one runspace at a time: all of them share the variables. A runspace that asks again
/// gets it at once, because it is inside its own script block.
/// </summary>
internal sealed class EnvironmentLease : IDisposable
{
    private static readonly SemaphoreSlim s_free = new(1);
    private static Guid? s_holder;
    private static string s_work = string.Empty;

    private readonly bool _isInner;

    private EnvironmentLease(bool isInner) => _isInner = isInner;

    /// <summary>Takes it, or waits for its holder.</summary>
    /// <returns>Null if another runspace held it all the time.</returns>
    /// <exception cref="OperationCanceledException">The pipeline was stopped.</exception>
    public static EnvironmentLease? Take(Guid runspace, string work, TimeSpan limit, CancellationToken stop)
    {
        lock (s_free)
        {
            if (s_holder == runspace)
            {
                return new EnvironmentLease(isInner: true);
            }
        }

        if (!s_free.Wait(limit, stop))
        {
            return null;
        }

        lock (s_free)
        {
            (s_holder, s_work) = (runspace, work);
        }

        return new EnvironmentLease(isInner: false);
    }

    /// <summary>Why it was not given.</summary>
    public static string WhyNot(string work, TimeSpan waited)
    {
        lock (s_free)
        {
            return $"{work} did not start: another runspace of this process has been using the environment variables for {waited.TotalSeconds.ToString("0.#", CultureInfo.InvariantCulture)} s ({s_work}). All runspaces share them.";
        }
    }

    public void Dispose()
    {
        if (_isInner)
        {
            return;
        }

        lock (s_free)
        {
            s_holder = null;
        }

        s_free.Release();
    }
}
