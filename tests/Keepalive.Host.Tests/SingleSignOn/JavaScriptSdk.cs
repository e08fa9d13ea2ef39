using System.Diagnostics;

namespace Keepalive.Host.Tests.SingleSignOn;

/// <summary>The packages of the AWS SDK for JavaScript in a folder of their own, installed once for a class of tests.</summary>
public sealed class JavaScriptSdk : IDisposable
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(60);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("keepalive-npm-");
    private Task<string?>? _installation;

    /// <summary>Where scripts find the packages.</summary>
    public string Folder => _folder.FullName;

    /// <summary>Null when they are there, else why not.</summary>
    public Task<string?> InstallAsync(string? npm, string? node) => _installation ??=
        npm is null || node is null ? Task.FromResult<string?>("There is no npm and node on PATH.") : RunAsync(npm);

    public void Dispose() => _folder.Delete(recursive: true);

    private async Task<string?> RunAsync(string npm)
    {
        string[] arguments =
            ["install", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error", "--prefix", Folder, "@aws-sdk/credential-providers", "@aws-sdk/client-sts"];
        using Process process = Process.Start(new ProcessStartInfo(npm, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Folder })!;
        using var limit = new CancellationTokenSource(s_limit);
        try
        {
            Task<string> output = process.StandardOutput.ReadToEndAsync(limit.Token);
            string errors = await process.StandardError.ReadToEndAsync(limit.Token);
            await output;
            await process.WaitForExitAsync(limit.Token);
            return process.ExitCode == 0 ? null : $"npm could not install the AWS SDK for JavaScript: {errors.Split('\n')[0]}";
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            return $"npm did not install the AWS SDK for JavaScript within {s_limit.TotalSeconds} s.";
        }
    }
}
