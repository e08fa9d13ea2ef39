namespace Keepalive.Wine.Tests.Support;

/// <summary>This machine's processes, among them Wine's.</summary>
internal static class Processes
{
    /// <summary>Whether one runs whose command line holds a text. One that has ended and waits to be reaped has none.</summary>
    public static bool AnyWith(string text) => Directory.EnumerateDirectories("/proc")
        .Where(folder => char.IsAsciiDigit(Path.GetFileName(folder)[0]))
        .Any(folder => CommandLine(folder).Contains(text, StringComparison.OrdinalIgnoreCase));

    private static string CommandLine(string folder)
    {
        try
        {
            return File.ReadAllText(Path.Combine(folder, "cmdline"));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return string.Empty; // It has just ended.
        }
    }
}
