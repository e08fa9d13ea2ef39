using System.Diagnostics;
using System.Globalization;
using Keepalive.Testing;

namespace Keepalive.Core.Tests.Platform.Processes;

/// <summary>The file to which a family of dummies writes its process ids.</summary>
internal sealed class ProcessIdFile : IDisposable
{
    internal string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"keepalive-{Guid.NewGuid():N}.pids");

    internal async Task<int[]> ReadAsync(int count)
    {
        int[] ids = [];
        await Waiting.UntilAsync(() => (ids = Read()).Length >= count, TestContext.Current.CancellationToken);
        return ids;
    }

    internal int[] Read()
    {
        if (!File.Exists(Path))
        {
            return [];
        }

        using StreamReader reader = new(new FileStream(Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        string text = reader.ReadToEnd();
        return [.. text[..(text.LastIndexOf('\n') + 1)]
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => int.Parse(line, CultureInfo.InvariantCulture))];
    }

    /// <summary>A failed test must not leave its dummies hanging.</summary>
    public void Dispose()
    {
        foreach (int id in Read())
        {
            try
            {
                using Process process = Process.GetProcessById(id);
                if (process.ProcessName.StartsWith("Keepalive.Dummy", StringComparison.Ordinal))
                {
                    process.Kill();
                }
            }
            catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
            {
            }
        }

        File.Delete(Path);
    }
}
