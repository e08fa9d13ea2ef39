using System.Diagnostics;
using Keepalive.Sandbox.Services;
using Keepalive.Testing;
using Keepalive.Text;

namespace Keepalive.Benchmarks;

/// <summary>A home whose token has ended a minute ago and can be renewed.</summary>
internal sealed class WaitingHome : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("keepalive-benchmark-").FullName;
    private readonly SandboxServer _server;
    private readonly string _companion;

    public WaitingHome(SandboxServer server, string companion)
    {
        (_server, _companion) = (server, companion);
        FinishedSignIn signIn = server.IdentityCenter.SignIn();
        Write(".aws/config", SignedInFiles.Profile("profile sso", SignedInFiles.SandboxAccount, "us-east-1") + SignedInFiles.Session("us-east-1", withScopes: true));
        Write(SignedInFiles.TokenPath, SignedInFiles.Token(
            Timestamp.Format(DateTimeOffset.UtcNow.AddMinutes(-1)),
            Timestamp.Format(signIn.RegistrationExpiresAt),
            signIn.RefreshToken,
            signIn.AccessToken,
            region: "us-east-1",
            client: (signIn.ClientId, signIn.ClientSecret)));
    }

    /// <summary>One session's export; the moment in which its answer was there and it had ended.</summary>
    public async Task<long> ExportAsync()
    {
        var start = new ProcessStartInfo(_companion, ["export", "--profile", "sso"]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        start.Environment.Clear();
        start.Environment["HOME"] = _folder;
        start.Environment["PATH"] = "/usr/bin:/bin";
        foreach ((string name, string value) in _server.Variables)
        {
            start.Environment[name] = value;
        }

        using Process process = Process.Start(start)!;
        string answer = await process.StandardOutput.ReadToEndAsync();
        long end = Stopwatch.GetTimestamp();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 && answer.Contains("ASIA", StringComparison.Ordinal)
            ? end
            : throw new InvalidOperationException($"claude-aws ended with {process.ExitCode}.");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private void Write(string name, string text)
    {
        string path = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddHours(-1));
    }
}
