using System.Buffers.Text;
using System.Globalization;
using System.Runtime.Versioning;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Keepalive.Platform.Processes;

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
    /// <summary>52 numbers and a name.</summary>
    private const int LongestRow = 2048;

    /// <summary>From the terminal's number to the last timer's.</summary>
    private const int FieldsUpToStart = 15;

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
        Span<byte> buffer = stackalloc byte[LongestRow];
        int count;
        try
        {
            using SafeFileHandle file = File.OpenHandle($"/proc/{id}/stat", share: FileShare.ReadWrite | FileShare.Delete);
            count = RandomAccess.Read(file, buffer, 0);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null; // It ended in between, or is hidden from us, and so none of ours.
        }

        // The second field, the name, is in parentheses and may itself hold some. Counting starts behind it: proc_pid_stat(5).
        ReadOnlySpan<byte> row = buffer[..count];
        int nameEnds = row.LastIndexOf((byte)')');
        if (nameEnds < 0 || nameEnds + 4 >= row.Length || row[nameEnds + 2] is (byte)'Z' or (byte)'X')
        {
            return null;
        }

        ReadOnlySpan<byte> fields = row[(nameEnds + 4)..];
        int parent = (int)Next(ref fields);
        int group = (int)Next(ref fields);
        int session = (int)Next(ref fields);
        for (int skipped = 0; skipped < FieldsUpToStart; skipped++)
        {
            Next(ref fields);
        }

        return new LinuxProcess(id, parent, group, session, (ulong)Next(ref fields), Encoding.UTF8.GetString(row[(row.IndexOf((byte)'(') + 1)..nameEnds]));
    }

    private static long Next(ref ReadOnlySpan<byte> fields)
    {
        _ = Utf8Parser.TryParse(fields, out long value, out int length);
        fields = fields[Math.Min(length + 1, fields.Length)..];
        return value;
    }
}
