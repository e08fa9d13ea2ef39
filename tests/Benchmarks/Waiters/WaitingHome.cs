using System.Diagnostics;
using System.Text.Json.Nodes;
using Keepalive.Sandbox.Services;
using Keepalive.Text;

namespace Keepalive.Benchmarks;

/// <summary>A home whose token has ended a minute ago and can be renewed.</summary>
internal sealed class WaitingHome : IDisposable
{
    /// <summary>SHA-1 of the session's name, "corp", as every AWS tool names the file.</summary>
    private const string TokenFileName = "ee0bfd2552fbd840c02cc48b6e823320543c450f.json";

    private readonly string _folder = Directory.CreateTempSubdirectory("keepalive-benchmark-").FullName;
    private readonly SandboxServer _server;
    private readonly string _companion;

    public WaitingHome(SandboxServer server, string companion)
    {
        (_server, _companion) = (server, companion);
        FinishedSignIn signIn = server.IdentityCenter.SignIn();
        Write(".aws/config", """
            [profile sso]
            sso_session = corp
            sso_account_id = 111122223333
            sso_role_name = Developer
            region = us-east-1

            [sso-session corp]
            sso_start_url = https://d-1234567890.awsapps.com/start
            sso_region = us-east-1
            sso_registration_scopes = sso:account:access

            """);
        Write($".aws/sso/cache/{TokenFileName}", new JsonObject
        {
            ["startUrl"] = "https://d-1234567890.awsapps.com/start",
            ["region"] = "us-east-1",
            ["accessToken"] = signIn.AccessToken,
            ["expiresAt"] = Timestamp.Format(DateTimeOffset.UtcNow.AddMinutes(-1)),
            ["clientId"] = signIn.ClientId,
            ["clientSecret"] = signIn.ClientSecret,
            ["registrationExpiresAt"] = Timestamp.Format(signIn.RegistrationExpiresAt),
            ["refreshToken"] = signIn.RefreshToken,
        }.ToJsonString());
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
