using System.Collections.Concurrent;
using System.Globalization;
using System.Text;

namespace Keepalive.Testing;

/// <summary>Reads what <c>ps</c> and its kind can see of every process that descends from this one, over and over, until it is told to stop. Linux.</summary>
public sealed class ProcessGlance : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<string, byte> _seen = [];
    private readonly Task _looking;

    /// <summary>Begins to look.</summary>
    public ProcessGlance() => _looking = Task.Run(Look);

    /// <summary>Every command line and every environment that was seen, as text.</summary>
    public string Seen => string.Join('\n', _seen.Keys);

    /// <summary>The processes whose parent this process is, zombies too.</summary>
    public static IReadOnlyList<int> Children() => [.. Parents().Where(pair => pair.Value == Environment.ProcessId).Select(pair => pair.Key)];

    /// <summary>Stops looking.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _looking.ConfigureAwait(false);
        _stop.Dispose();
    }

    private static Dictionary<int, int> Parents()
    {
        Dictionary<int, int> parents = [];
        foreach (string folder in OperatingSystem.IsLinux() ? Directory.EnumerateDirectories("/proc") : [])
        {
            // The second field, the name, is in parentheses and may itself hold some; the parent is the fourth: proc_pid_stat(5).
            if (int.TryParse(Path.GetFileName(folder.AsSpan()), NumberStyles.None, CultureInfo.InvariantCulture, out int id)
                && Read(Path.Combine(folder, "stat")) is { } stat)
            {
                parents[id] = int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1], CultureInfo.InvariantCulture);
            }
        }

        return parents;
    }

    private static string? Read(string file)
    {
        try
        {
            return Encoding.UTF8.GetString(File.ReadAllBytes(file));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null; // It has ended, or is not ours.
        }
    }

    private void Look()
    {
        while (!_stop.IsCancellationRequested && OperatingSystem.IsLinux())
        {
            Dictionary<int, int> parents = Parents();
            HashSet<int> family = [Environment.ProcessId];
            while (parents.Any(pair => family.Contains(pair.Value) && family.Add(pair.Key)))
            {
            }

            foreach (int id in family)
            {
                foreach (string file in (string[])["cmdline", "environ"])
                {
                    if (Read($"/proc/{id}/{file}") is { } text)
                    {
                        _seen.TryAdd(text.Replace('\0', ' '), 0);
                    }
                }
            }
        }
    }
}
