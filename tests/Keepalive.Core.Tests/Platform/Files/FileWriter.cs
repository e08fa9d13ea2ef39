using System.Diagnostics;

namespace Keepalive.Core.Tests.Platform.Files;

/// <summary>A process that wrote a file, for tests of what it has left.</summary>
internal static class FileWriter
{
    /// <summary>The number of a process that has ended.</summary>
    public static int EndedProcess()
    {
        using Process ended = Process.Start(new ProcessStartInfo(OperatingSystem.IsWindows() ? "whoami" : "true") { RedirectStandardOutput = true })!;
        ended.WaitForExit();
        return ended.Id;
    }
}
