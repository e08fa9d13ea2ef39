using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Keepalive.Platform.Native.Libc;

/// <summary>getrlimit(2) and setrlimit(2), for the size of a core. A child inherits the limit, so each start of one gives the old limit back for its moment.</summary>
[UnsupportedOSPlatform("windows")]
internal static unsafe partial class CoreLimit
{
    private const int RLIMIT_CORE = 4;

    private static readonly object s_gate = new();

    /// <summary>The soft limit that this process began with; null while it has it still.</summary>
    private static ulong? s_old;

    /// <summary>No core of this process. The hard limit stays, so that the old one can be set again.</summary>
    internal static void Lower()
    {
        lock (s_gate)
        {
            if (Read() is > 0 and { } soft)
            {
                s_old = soft;
                Write(0);
            }
        }
    }

    /// <summary>The old limit until it is disposed of: for a child, or the program that this process becomes.</summary>
    internal static Old Restored()
    {
        Monitor.Enter(s_gate);
        if (s_old is { } soft)
        {
            Write(soft);
        }

        return default;
    }

    /// <summary>For tests: as if it had never been lowered.</summary>
    internal static void Forget() => s_old = null;

    /// <summary>The soft limit; null when it can't be told.</summary>
    internal static ulong? Read()
    {
        Limit limit;
        return getrlimit(RLIMIT_CORE, &limit) == 0 ? limit.Soft : null;
    }

    /// <summary>Sets the soft limit, as far as the hard one lets it.</summary>
    internal static void Write(ulong soft)
    {
        Limit limit;
        if (getrlimit(RLIMIT_CORE, &limit) == 0)
        {
            limit.Soft = Math.Min(soft, limit.Hard);
            _ = setrlimit(RLIMIT_CORE, &limit);
        }
    }

    [LibraryImport("libc")]
    private static partial int getrlimit(int resource, Limit* limit);

    [LibraryImport("libc")]
    private static partial int setrlimit(int resource, Limit* limit);

    /// <summary>The time in which the old limit holds.</summary>
    internal readonly ref struct Old
    {
#pragma warning disable CA1822 // A using statement wants an instance.
        public void Dispose()
#pragma warning restore CA1822
        {
            if (s_old is not null)
            {
                Write(0);
            }

            Monitor.Exit(s_gate);
        }
    }

    /// <summary>struct rlimit: rlim_t has 64 bits on every 64-bit system.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Limit
    {
        internal ulong Soft;
        internal ulong Hard;
    }
}
