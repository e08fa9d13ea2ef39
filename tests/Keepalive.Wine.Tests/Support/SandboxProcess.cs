using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Keepalive.Wine.Tests.Support;

/// <summary>The Sandbox as a program of this machine: Windows programs under Wine reach its address, and none of them has to carry it.</summary>
internal sealed partial class SandboxProcess : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    private readonly Process _process;

    private SandboxProcess(Process process, string address) => (_process, Address) = (process, address);

    /// <summary>Where its services are.</summary>
    public string Address { get; }

    public static async Task<SandboxProcess> StartAsync()
    {
        string program = Directory.EnumerateFiles(Path.Combine(Repository.Root, "src/Keepalive.Sandbox/bin"), "Keepalive.Sandbox.dll", SearchOption.AllDirectories)
            .MaxBy(File.GetLastWriteTimeUtc)!;
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [program, "--serve", "--port", "0"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        Process process = Process.Start(start)!;
        using var timer = new CancellationTokenSource(Limit);
        try
        {
            while (await process.StandardOutput.ReadLineAsync(timer.Token) is { } line)
            {
                if (Told().Match(line) is { Success: true } told)
                {
                    // What it says later must not stop it.
                    _ = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
                    return new SandboxProcess(process, told.Groups[1].Value);
                }
            }

            throw new InvalidOperationException("The Sandbox ended before it told its address.");
        }
        catch
        {
            End(process);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        using var timer = new CancellationTokenSource(Limit);
        await _process.WaitForExitAsync(timer.Token);
        _process.Dispose();
    }

    private static void End(Process process)
    {
        process.Kill(entireProcessTree: true);
        process.Dispose();
    }

    [GeneratedRegex(@"^\$env:AWS_ENDPOINT_URL = '(.+)'")]
    private static partial Regex Told();
}
