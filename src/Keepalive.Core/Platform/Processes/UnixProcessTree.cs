using System.Diagnostics;
using System.Runtime.Versioning;
using Keepalive.Platform.Native.Libc;

namespace Keepalive.Platform.Processes;

/// <summary>
/// A session leader that is our child and not yet reaped, with all that belongs to it: its group, on Linux its session
/// and its descendants too, also those that made a session of their own. A daemon that did so, and whose parent had ended before we looked, is
/// known by the mark in its environment, if the tree has one. A process that has cleared its environment or runs as another user is out of reach.
/// </summary>
/// <param name="root">The leader.</param>
/// <param name="mark">The value of <see cref="ChildEnvironment.TreeMark"/>; null where the tree has none.</param>
[UnsupportedOSPlatform("windows")]
internal sealed class UnixProcessTree(int root, string? mark = null)
{
    private const int Pause = 5;

    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(300);

    // Only a process that hangs in the kernel (a dead network drive) outlives SIGKILL by that much.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(3);

    private readonly MarkedProcesses? _marked = mark is null || !OperatingSystem.IsLinux() ? null : new MarkedProcesses(mark);

    // Kept from look to look: the children of one that ended meanwhile have a new parent, and would not be found again.
    private readonly HashSet<(int Id, ulong Started)> _members = [];

    /// <summary>Asks with SIGTERM, kills after 300 ms, and returns when all are gone, or after 3 s.</summary>
    internal void End()
    {
        Signal(Signals.SIGTERM, Look());
        if (WaitUntilGone(Grace))
        {
            return;
        }

        // Again and again, since a process may have started another between our look and our signal.
        long start = Stopwatch.GetTimestamp();
        do
        {
            Signal(Signals.SIGKILL, Look());
        }
        while (!WaitUntilGone(TimeSpan.FromMilliseconds(50)) && Stopwatch.GetElapsedTime(start) < Limit);
    }

    /// <summary>As <see cref="End"/>, but with only one search if no process is left.</summary>
    internal void EndIfAlive()
    {
        if (!Wait.HasEnded(root) || Look().Count > 0)
        {
            End();
        }
    }

    internal static void KillGroup(int root) => _ = Signals.kill(-root, Signals.SIGKILL);

    /// <summary>
    /// Waits for the killed rest of a group whose leader is reaped. A zombie is treated as ended: in a container whose first process
    /// reaps nothing it stays for ever.
    /// </summary>
    internal static void WaitForGroup(int root)
    {
        long start = Stopwatch.GetTimestamp();
        while (Signals.kill(-root, 0) == 0
            && !(OperatingSystem.IsLinux() && LinuxProcessTable.Read().TrueForAll(process => process.Group != root))
            && Stopwatch.GetElapsedTime(start) < Limit)
        {
            Thread.Sleep(Pause);
        }
    }

    private void Signal(int signal, List<LinuxProcess> living)
    {
        _ = Signals.kill(-root, signal);
        foreach (LinuxProcess process in living)
        {
            if (process.Group != root)
            {
                _ = Signals.kill(process.Id, signal);
            }
        }
    }

    private bool WaitUntilGone(TimeSpan limit)
    {
        long start = Stopwatch.GetTimestamp();
        while (!Wait.HasEnded(root) || Look().Count > 0)
        {
            if (Stopwatch.GetElapsedTime(start) >= limit)
            {
                return false;
            }

            Thread.Sleep(Pause);
        }

        return true;
    }

    private List<LinuxProcess> Look()
    {
        List<LinuxProcess> living = [];
        if (!OperatingSystem.IsLinux())
        {
            return living;
        }

        List<LinuxProcess> others = LinuxProcessTable.Read();
        HashSet<int> parents = [root];
        int found;
        do
        {
            found = others.RemoveAll(process =>
            {
                if (process.Id != root
                    && process.Session != root
                    && !parents.Contains(process.Parent)
                    && !_members.Contains((process.Id, process.Started))
                    && _marked?.Has(process) != true)
                {
                    return false;
                }

                parents.Add(process.Id);
                _members.Add((process.Id, process.Started));
                living.Add(process);
                return true;
            });
        }
        while (found > 0);

        return living;
    }
}
