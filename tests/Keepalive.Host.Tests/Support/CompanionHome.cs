using System.Diagnostics;

namespace Keepalive.Host.Tests.Support;

/// <summary>A home folder of its own, and claude-aws run in it with nothing of this machine's settings.</summary>
internal sealed class CompanionHome : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    public CompanionHome()
    {
        Folder = Directory.CreateTempSubdirectory("keepalive-host-test-").FullName;
        Directory.CreateDirectory(Path.Combine(Folder, ".aws"));
        Variables = new Dictionary<string, string?>
        {
            ["HOME"] = Folder,
            ["USERPROFILE"] = Folder,
            ["APPDATA"] = Folder,
        };
        foreach (string name in Environment.GetEnvironmentVariables().Keys)
        {
            if (name.StartsWith("AWS_", StringComparison.Ordinal) || name.StartsWith("CLAUDE_", StringComparison.Ordinal)
                || name is "CC_KEEPALIVE_PROFILE" or "XDG_CONFIG_HOME")
            {
                Variables[name] = null;
            }
        }

        // Whoever runs the tests keeps his clipboard.
        Variables["CLAUDE_AWS_NO_CLIPBOARD"] = "1";
    }

    public static string Companion => Program("claude-aws");

    public static string Dummy => Program("Keepalive.Dummy");

    public static string Sandbox => Program("Keepalive.Sandbox");

    public string Folder { get; }

    public Dictionary<string, string?> Variables { get; }

    public string CredentialsFile => Path.Combine(Folder, ".aws", "credentials");

    public string ConfigFile => Path.Combine(Folder, ".aws", "config");

    /// <summary>Writes the credentials file as if it had rested for an hour.</summary>
    public void WriteCredentials(string text) => WriteRested(CredentialsFile, text);

    /// <summary>Writes the config file as if it had rested for an hour.</summary>
    public void WriteConfig(string text) => WriteRested(ConfigFile, text);

    public static void WriteRested(string path, string text)
    {
        File.WriteAllText(path, text);
        File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddHours(-1));
    }

    public Task<Run> ExportAsync(params string[] options) => RunAsync(Companion, ["export", .. options]);

    public Task<Run> RunAsync(params string[] arguments) => RunAsync(Companion, arguments);

    /// <summary>Runs through sh, where "$1" is claude-aws.</summary>
    public Task<Run> ShellAsync(string script) => RunAsync("/bin/sh", ["-c", script, "sh", Companion]);

    public async Task<Run> RunAsync(string program, string[] arguments)
    {
        using Process process = Start(program, arguments);
        process.StandardInput.Close();
        return await FinishAsync(process);
    }

    public Process Start(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = System.Text.Encoding.UTF8,
            StandardErrorEncoding = System.Text.Encoding.UTF8,
        };
        foreach ((string name, string? value) in Variables)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    public static async Task<Run> FinishAsync(Process process, TimeSpan? within = null)
    {
        using var limit = new CancellationTokenSource(within ?? Limit);
        try
        {
            Task<string> output = process.StandardOutput.ReadToEndAsync(limit.Token);
            Task<string> errors = process.StandardError.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return new Run(process.ExitCode, await output, await errors);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private static string Program(string name) => Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? name + ".exe" : name);
}

/// <summary>What a program did.</summary>
/// <param name="ExitStatus">Its exit status.</param>
/// <param name="Output">Its standard output.</param>
/// <param name="Errors">Its standard error.</param>
internal sealed record Run(int ExitStatus, string Output, string Errors);
