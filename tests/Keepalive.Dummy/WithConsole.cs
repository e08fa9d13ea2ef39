using System.Diagnostics;

namespace Keepalive.Dummy;

/// <summary>
/// Starts a program of Windows with a console that nobody sees, and hands input, output and status on. PowerShell under Wine says nothing and
/// succeeds where it has no console at all.
/// </summary>
internal static class WithConsole
{
    internal const string PowerShell = @"C:\Program Files\PowerShell\7\pwsh.exe";

    /// <summary>This program was copied to where Windows PowerShell is.</summary>
    internal static bool IsPowerShell => Path.GetFileNameWithoutExtension(Environment.ProcessPath!).Equals("powershell", StringComparison.OrdinalIgnoreCase);

    internal static async Task<int> RunAsync(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        _ = FeedAsync(process);
        await Task.WhenAll(
            CopyAsync(process.StandardOutput, Console.OpenStandardOutput()),
            CopyAsync(process.StandardError, Console.OpenStandardError()),
            process.WaitForExitAsync());
        return process.ExitCode;
    }

    /// <summary>Not awaited: the input of a caller that keeps it open never ends.</summary>
    private static async Task FeedAsync(Process process)
    {
        try
        {
            using Stream input = Console.OpenStandardInput();
            await input.CopyToAsync(process.StandardInput.BaseStream);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It has ended without reading.
        }
    }

    private static async Task CopyAsync(StreamReader from, Stream to)
    {
        await from.BaseStream.CopyToAsync(to);
        await to.FlushAsync();
    }
}
