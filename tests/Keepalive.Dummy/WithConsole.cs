using System.Diagnostics;

namespace Keepalive.Dummy;

/// <summary>
/// Starts a program of Windows with a console that nobody sees, and hands input, output and status on. PowerShell under Wine says nothing and
/// succeeds where it has no console at all.
/// </summary>
internal static class WithConsole
{
    internal const string PowerShell = @"C:\Program Files\PowerShell\7\pwsh.exe";

    /// <summary>For what a program has written before it ended.</summary>
    private static readonly TimeSpan s_rest = TimeSpan.FromSeconds(10);

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
        Task copies = Task.WhenAll(
            CopyAsync(process.StandardOutput, Console.OpenStandardOutput()),
            CopyAsync(process.StandardError, Console.OpenStandardError()));
        await process.WaitForExitAsync();

        // Wine's desktop, which the first program with a console starts, holds that program's streams for as long as Windows runs.
        await Task.WhenAny(copies, Task.Delay(s_rest));
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
