using System.Globalization;
using System.Runtime.Versioning;

namespace Keepalive.Processes;

/// <summary>One process as <c>/proc/PID/stat</c> tells it.</summary>
/// <param name="Id">Its number, which another process may have one day.</param>
/// <param name="Parent">The number of its parent; 1, or a subreaper's, once the parent is gone.</param>
/// <param name="Group">Its process group.</param>
/// <param name="Session">Its session.</param>
/// <param name="Started">In clock ticks since the system started; with the number, it names one process for good.</param>
/// <param name="Name">The program's name, its first 15 letters.</param>
internal readonly record struct LinuxProcess(int Id, int Parent, int Group, int Session, ulong Started, string Name);

/// <summary>The processes that are alive. A zombie is not: it waits for its parent, and no signal changes that.</summary>
[SupportedOSPlatform("linux")]
internal static class LinuxProcessTable
{
    internal static List<LinuxProcess> Read()
    {
        List<LinuxProcess> processes = [];
        foreach (string folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder.AsSpan()), NumberStyles.None, CultureInfo.InvariantCulture, out int id)
                && ReadOne(id) is { } process)
            {
                processes.Add(process);
            }
        }

        return processes;
    }

    /// <summary>One process; null when there is none of that number.</summary>
    internal static LinuxProcess? ReadOne(int id)
    {
        string text;
        try
        {
            text = File.ReadAllText($"/proc/{id}/stat");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null; // It ended in between, or is hidden from us, and so none of ours.
        }

        // The second field, the name, is in parentheses and may itself hold some. Counting starts behind it: proc_pid_stat(5).
        int nameEnds = text.LastIndexOf(')');
        string[] fields = text[(nameEnds + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length < 20 || fields[0] is "Z" or "X")
        {
            return null;
        }

        return new LinuxProcess(
            id,
            int.Parse(fields[1], CultureInfo.InvariantCulture),
            int.Parse(fields[2], CultureInfo.InvariantCulture),
            int.Parse(fields[3], CultureInfo.InvariantCulture),
            ulong.Parse(fields[19], CultureInfo.InvariantCulture),
            text[(text.IndexOf('(') + 1)..nameEnds]);
    }
}
