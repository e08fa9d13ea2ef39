using System.Diagnostics;
using System.Reflection;
using System.Text.Json;

namespace Keepalive.ModuleTests;

/// <summary>The <c>pwsh</c> that runs the suite: the one that <c>Keepalive.PowerShell</c> laid out, or one of the user's own.</summary>
internal static class PowerShellHost
{
    /// <summary>Names another pwsh, to test the module in a version that is not the newest. It needs Pester 5.</summary>
    private const string OwnShell = "KEEPALIVE_PWSH";

    private static readonly string Program = Environment.GetEnvironmentVariable(OwnShell) is { Length: > 0 } own
        ? own
        : typeof(PowerShellHost).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "PowerShell").Value!;

    /// <summary>Runs files in one process, one after the other.</summary>
    /// <param name="folder">Where they are.</param>
    /// <param name="files">Their names.</param>
    /// <param name="limit">After this the process is ended.</param>
    public static async Task<PesterGroup> RunPesterFilesAsync(string folder, IReadOnlyList<string> files, TimeSpan limit)
    {
        string results = Directory.CreateTempSubdirectory("keepalive-pester-").FullName;
        try
        {
            string[] arguments = ["-NoProfile", "-NonInteractive", "-File", Path.Combine(folder, "InvokePesterFile.ps1"), .. files.SelectMany(file => (string[])[Path.Combine(folder, file), Result(file)])];
            (bool ended, string output) = await RunAsync(limit, arguments);
            var outcomes = new Dictionary<string, PesterOutcome>();
            foreach (string file in files.Where(file => File.Exists(Result(file))))
            {
                outcomes[file] = JsonSerializer.Deserialize<PesterOutcome>(await File.ReadAllTextAsync(Result(file)))!;
            }

            return new PesterGroup(outcomes, (ended ? $"There is no result. Pester 5 has to be installed for {Program}." : $"The files ran longer than {limit} and were ended.") + "\n" + output);
        }
        finally
        {
            Directory.Delete(results, recursive: true);
        }

        string Result(string file) => Path.Combine(results, file + ".json");
    }

    private static async Task<(bool Ended, string Output)> RunAsync(TimeSpan limit, string[] arguments)
    {
        var start = new ProcessStartInfo(Program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        start.Environment["NO_COLOR"] = "1";
        // The runtime of this process serves the shell and the companion, wherever it is installed.
        start.Environment["DOTNET_ROOT"] = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "../../.."));
        // A tester's own modules would be imported in place of what is tested; another Pester, too.
        start.Environment.Remove("PSModulePath");
        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        using var timer = new CancellationTokenSource(limit);
        bool ended = true;
        try
        {
            await process.WaitForExitAsync(timer.Token);
        }
        catch (OperationCanceledException)
        {
            ended = false;
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
        }

        return (ended, await output + await error);
    }
}
