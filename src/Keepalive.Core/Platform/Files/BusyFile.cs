using Keepalive.Platform.Native.Rstrtmgr;

namespace Keepalive.Platform.Files;

/// <summary>A file that another program has open and does not share: an editor, an indexer or a virus scanner of Windows, mostly for a moment.</summary>
internal static class BusyFile
{
    /// <summary>How long a person waits for such a program; a call of Claude Code never waits that long.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan BetweenAttempts = TimeSpan.FromMilliseconds(50);

    /// <summary>Reads, again and again while the file is busy.</summary>
    /// <param name="read">Reads.</param>
    /// <param name="clock">Measures the time.</param>
    /// <exception cref="FileBusyException">It stays busy.</exception>
    public static T Read<T>(Func<T> read, TimeProvider clock)
    {
        long start = clock.GetTimestamp();
        while (true)
        {
            try
            {
                return read();
            }
            catch (FileBusyException) when (clock.GetElapsedTime(start) < Patience)
            {
                Task.Delay(BetweenAttempts, clock).GetAwaiter().GetResult();
            }
        }
    }

    /// <summary>The programs that have it open, in words: <c>Code (process 4711)</c>; null if the system does not tell.</summary>
    public static string? HoldersOf(string path)
    {
        if (!OperatingSystem.IsWindows())
        {
            return null;
        }

        try
        {
            string[] holders = [.. RestartManager.HoldersOf(path).Where(static holder => holder.Process != Environment.ProcessId)
                .Select(static holder => $"{VisibleText.Line(holder.Name)} (process {holder.Process})")];
            return holders.Length == 0 ? null : string.Join(", ", holders);
        }
        catch (Exception exception) when (exception is DllNotFoundException or EntryPointNotFoundException)
        {
            return null; // Windows without its restart manager, such as Nano Server.
        }
    }
}
