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
        Prompt = Document("prompt.json", """{"session_id":"5f3c","transcript_path":"/tmp/t.jsonl","cwd":"/tmp","prompt_id":"1","permission_mode":"default","hook_event_name":"UserPromptSubmit","prompt":"Explain this repository."}""");
        Status = Document("status.json", """{"session_id":"5f3c","transcript_path":"/tmp/t.jsonl","cwd":"/tmp","model":{"id":"m","display_name":"M"},"workspace":{"current_dir":"/tmp","project_dir":"/tmp","added_dirs":[]},"version":"2.1.329","cost":{"total_cost_usd":0.1}}""");
    }

    public string Small { get; }

    public string Large { get; }

    /// <summary>What Claude Code hands to a UserPromptSubmit hook.</summary>
    public string Prompt { get; }

    /// <summary>What it hands to a status line.</summary>
    public string Status { get; }

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

    /// <summary>The environment of roles: the profile "keys" on disk, "one" assumed with it, and "three" at the end of a chain of three.</summary>
    public Dictionary<string, string> RoleEnvironment(string service)
    {
        const string Keys = "aws_access_key_id = ASIAEXAMPLE000000001\naws_secret_access_key = secret\naws_session_token = token\nx_security_token_expires = 2099-01-01T00:00:00Z\n";
        static string Role(string name, string source) => $"[profile {name}]\nregion = us-east-1\nrole_arn = arn:aws:iam::123456789012:role/{name}\nsource_profile = {source}\n";
        string credentials = Settled("role-credentials", $"[keys]\n{Keys}");
        return new Dictionary<string, string>(Environment(credentials))
        {
            ["AWS_CONFIG_FILE"] = Settled("role-config", Role("one", "keys") + Role("two", "one") + Role("three", "two")),
            ["AWS_ENDPOINT_URL"] = service,
            ["AWS_EC2_METADATA_DISABLED"] = "true",
            ["CLAUDE_AWS_STATE"] = Path.Combine(_folder, "role-state"),
        };
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Settled(string name, string content)
    {
        string path = Path.Combine(_folder, ".aws", name);
        File.WriteAllText(path, content);
        File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddHours(-1));
        return path;
    }

    private string Document(string name, string content)
    {
        string path = Path.Combine(_folder, name);
        File.WriteAllText(path, content + "\n");
        return path;
    }

    /// <summary>Profiles with 700-character tokens; 10,000 of them are some 9 MB. The one wanted is the last.</summary>
    private string Write(string name, int count)
    {
        string path = Path.Combine(_folder, ".aws", name);
        using (FileStream file = File.Create(path))
        {
            // Byte by byte out of one buffer: what this program allocates would be the floor of every child's peak memory.
            Span<byte> section = stackalloc byte[1024];
            for (int i = count - 1; i >= 0; i--)
            {
                Span<byte> rest = section;
                Append(ref rest, i == 0 ? "[default" : "[profile-");
                AppendNumber(ref rest, i);
                Append(ref rest, "]\naws_access_key_id = ASIA");
                AppendNumber(ref rest, i);
                Append(ref rest, "\naws_secret_access_key = abcdefghijklmnopqrstuvwxyz0123456789/+AB\naws_session_token = ");
                rest[..700].Fill((byte)'t');
                rest = rest[700..];
                Append(ref rest, "\nx_security_token_expires = 2099-01-01T00:00:00Z\n");
                file.Write(section[..^rest.Length]);
            }
        }

        // Settled: a file of this moment is read twice.
        File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddHours(-1));
        return path;
    }

    private static void Append(ref Span<byte> rest, string text)
    {
        int written = System.Text.Encoding.ASCII.GetBytes(text, rest);
        rest = rest[written..];
    }

    /// <summary>Twelve digits; nothing for the profile that is asked for, whose name is plain.</summary>
    private static void AppendNumber(ref Span<byte> rest, int number)
    {
        if (number == 0)
        {
            return;
        }

        number.TryFormat(rest, out int written, "D12", CultureInfo.InvariantCulture);
        rest = rest[written..];
    }
}
