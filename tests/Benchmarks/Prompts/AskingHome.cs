using System.Diagnostics;
using System.Globalization;
using System.Runtime.Versioning;
using System.Text.Json.Nodes;

namespace Keepalive.Benchmarks;

/// <summary>A home whose login tool asks for a password, and whose browser is this program. Both note the time in files.</summary>
[UnsupportedOSPlatform("windows")]
internal sealed class AskingHome : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly string _folder = Directory.CreateTempSubdirectory("keepalive-prompting-").FullName;

    public AskingHome()
    {
        Directory.CreateDirectory(Path.Combine(_folder, ".aws"));
        File.WriteAllText(Path.Combine(_folder, ".aws", "credentials"), Profile("2020-01-01T00:00:00Z"));
        File.WriteAllText(Path.Combine(_folder, "new"), Profile("2099-01-01T00:00:00Z"));
        WriteScript("tool", $"stty -echo\n{Note("asked")}\nprintf '? Password '\nread answer\n{Note("received")}\ncp '{_folder}/new' '{_folder}/.aws/credentials'");
        WriteScript("browser", $"{Note("browser-started")}\nexec '{Environment.ProcessPath}' --browser \"$1\" '{_folder}'");
        File.WriteAllText(Path.Combine(_folder, "config.json"), new JsonObject
        {
            ["recipe"] = "mine",
            ["loginUser"] = "me",
            ["prompt"] = "page",
            ["recipes"] = new JsonObject { ["mine"] = new JsonObject { ["extends"] = "saml2aws", ["command"] = new JsonArray(Path.Combine(_folder, "tool")) } },
        }.ToJsonString());
    }

    public Process Start(string companion)
    {
        var start = new ProcessStartInfo(companion, ["refresh", "--profile", "work"]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["HOME"] = _folder;
        start.Environment["CLAUDE_AWS_STATE"] = Path.Combine(_folder, "state");
        start.Environment["CLAUDE_AWS_CONFIG"] = Path.Combine(_folder, "config.json");
        start.Environment["CLAUDE_AWS_SECRET_STORE"] = "plaintext";
        start.Environment["BROWSER"] = Path.Combine(_folder, "browser");
        start.Environment["AWS_ENDPOINT_URL"] = "http://127.0.0.1:1";
        Process process = Process.Start(start)!;
        process.OutputDataReceived += static (_, _) => { };
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    /// <summary>The time of an event, in nanoseconds.</summary>
    public async Task<long> WaitForAsync(string name)
    {
        var limit = Stopwatch.StartNew();
        while (limit.Elapsed < Patience)
        {
            if (File.Exists(Path.Combine(_folder, name)))
            {
                return long.Parse((await File.ReadAllTextAsync(Path.Combine(_folder, name))).Trim(), CultureInfo.InvariantCulture);
            }

            await Task.Delay(5);
        }

        throw new TimeoutException($"'{name}' did not happen.");
    }

    /// <summary>The browser may send the answer.</summary>
    public void Allow() => File.WriteAllText(Path.Combine(_folder, "allowed"), string.Empty);

    public (int Worker, int Port) ReadRecord()
    {
        JsonNode record = JsonNode.Parse(File.ReadAllText(Directory.GetFiles(Path.Combine(_folder, "state", "prompts"), "*.json").Single()))!;
        return ((int)record["workerId"]!, (int)record["port"]!);
    }

    /// <summary>In KiB.</summary>
    public static long ResidentMemory(int process) => long.Parse(
        File.ReadLines($"/proc/{process}/status").Single(static row => row.StartsWith("VmRSS:", StringComparison.Ordinal)).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1],
        CultureInfo.InvariantCulture);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string Profile(string end) =>
        $"[work]\naws_access_key_id = ASIAIOSFODNN7EXAMPL{end[3]}\naws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\naws_session_token = token\naws_expiration = {end}\n";

    /// <summary>The file is there when it is whole.</summary>
    private string Note(string name) => $"date +%s%N > '{_folder}/{name}.new' && mv '{_folder}/{name}.new' '{_folder}/{name}'";

    private void WriteScript(string name, string text)
    {
        string path = Path.Combine(_folder, name);
        File.WriteAllText(path, $"#!/bin/sh\n{text}\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
