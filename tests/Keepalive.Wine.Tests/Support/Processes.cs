using System.Diagnostics;
using System.Globalization;

namespace Keepalive.Wine.Tests.Support;

/// <summary>This machine's processes, among them Wine's.</summary>
internal static class Processes
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(10);

    /// <summary>Whether one runs whose command line holds a text. One that has ended and waits to be reaped has none.</summary>
    public static bool AnyWith(string text) => Numbers().Any(number => Read(number, "cmdline").Contains(text, StringComparison.OrdinalIgnoreCase));

    /// <summary>Those that were started with a variable.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">Its value.</param>
    public static int[] WithVariable(string name, string value) =>
        [.. Numbers().Where(number => number != Environment.ProcessId && Read(number, "environ").Split('\0').Contains($"{name}={value}"))];

    /// <summary>Ends processes that must not be there any more.</summary>
    public static async Task EndAsync(IEnumerable<int> numbers)
    {
        foreach (int number in numbers)
        {
            try
            {
                using Process process = Process.GetProcessById(number);
                process.Kill();
                using var timer = new CancellationTokenSource(s_limit);
                await process.WaitForExitAsync(timer.Token);
            }
            catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or OperationCanceledException)
            {
                // It has just ended, or waits for a disk.
            }
        }
    }

    private static IEnumerable<int> Numbers() => Directory.EnumerateDirectories("/proc")
        .Select(folder => int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : 0)
        .Where(number => number > 0);

    private static string Read(int number, string file)
    {
        try
        {
            return File.ReadAllText($"/proc/{number}/{file}");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return string.Empty; // It has just ended.
        }
    }
}
