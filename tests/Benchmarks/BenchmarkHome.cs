using System.Globalization;

namespace Keepalive.Benchmarks;

/// <summary>Credentials files to measure with, in a folder that goes away.</summary>
internal sealed class BenchmarkHome : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("keepalive-benchmark-").FullName;

    public BenchmarkHome()
    {
        Directory.CreateDirectory(Path.Combine(_folder, ".aws"));
        Small = Write("credentials", 1);
        Large = Write("large", 10_000);
    }

    public string Small { get; }

    public string Large { get; }

    /// <summary>A clean environment that leads to one of the files.</summary>
    public Dictionary<string, string> Environment(string credentialsFile) => new()
    {
        ["HOME"] = _folder,
        ["PATH"] = System.Environment.GetEnvironmentVariable("PATH") ?? string.Empty,
        ["LANG"] = "C.UTF-8",
        ["AWS_SHARED_CREDENTIALS_FILE"] = credentialsFile,
        ["POWERSHELL_TELEMETRY_OPTOUT"] = "1",
        ["DOTNET_ROOT"] = System.Environment.GetEnvironmentVariable("DOTNET_ROOT") ?? string.Empty,
    };

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>Profiles with 700-character tokens; 10,000 of them are some 9 MB. The one wanted is the last.</summary>
    private string Write(string name, int count)
    {
        string path = Path.Combine(_folder, ".aws", name);
        string token = new('t', 700);
        using (StreamWriter writer = File.CreateText(path))
        {
            writer.NewLine = "\n";
            for (int i = count - 1; i >= 0; i--)
            {
                writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"[{(i == 0 ? "default" : $"profile-{i:00000}")}]"));
                writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"aws_access_key_id = ASIA{i:0000000000000000}"));
                writer.WriteLine("aws_secret_access_key = abcdefghijklmnopqrstuvwxyz0123456789/+AB");
                writer.WriteLine($"aws_session_token = {token}");
                writer.WriteLine("x_security_token_expires = 2099-01-01T00:00:00Z");
            }
        }

        // Settled: a file of this moment is read twice.
        File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddHours(-1));
        return path;
    }
}
