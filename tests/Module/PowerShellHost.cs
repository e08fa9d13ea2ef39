using System.Diagnostics;
using System.Text.Json;

namespace Keepalive.ModuleTests;

/// <summary>The <c>pwsh</c> on PATH, and whether it can run the suite.</summary>
internal static class PowerShellHost
{
    private static readonly Lazy<string?> Missing = new(FindMissing);

    /// <summary>Why the suite can't run here; null when it can.</summary>
    public static string? WhyNot => Missing.Value;

    public static PesterOutcome RunPesterFile(string folder, string file, TimeSpan limit)
    {
        string result = Path.Combine(Path.GetTempPath(), $"keepalive-pester-{Guid.NewGuid():N}.json");
        try
        {
            (bool ended, string output) = Run(
                limit, "-NoProfile", "-NonInteractive", "-File", Path.Combine(folder, "InvokePesterFile.ps1"), Path.Combine(folder, file), result);
            Assert.True(ended, $"{file} ran longer than {limit} and was ended.\n{output}");
            Assert.True(File.Exists(result), $"{file} ended without a result.\n{output}");
            return JsonSerializer.Deserialize<PesterOutcome>(File.ReadAllText(result))!;
        }
        finally
        {
            File.Delete(result);
        }
    }

    private static string? FindMissing()
    {
        try
        {
            (bool ended, string output) = Run(
                TimeSpan.FromMinutes(1), "-NoProfile", "-NonInteractive", "-Command",
                "[bool](Get-Module -ListAvailable Pester | Where-Object Version -ge '5.0')");
            return ended && output.Contains("True", StringComparison.Ordinal)
                ? null
                : "Pester 5 is not installed for pwsh: the Pester suite did not run";
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return "pwsh is not on PATH: the Pester suite did not run";
        }
    }

    private static (bool Ended, string Output) Run(TimeSpan limit, params string[] arguments)
    {
        var start = new ProcessStartInfo("pwsh", arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        start.Environment["NO_COLOR"] = "1";
        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        bool ended = process.WaitForExit(limit);
        if (!ended)
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
        }

        return (ended, output.GetAwaiter().GetResult() + error.GetAwaiter().GetResult());
    }
}
