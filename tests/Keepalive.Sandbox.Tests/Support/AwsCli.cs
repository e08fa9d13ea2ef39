using System.Diagnostics;
using System.Text.Json.Nodes;
using Keepalive.Sandbox.Services;

namespace Keepalive.Sandbox.Tests.Support;

/// <summary>The AWS CLI on PATH, in a home of its own and led to one server.</summary>
public sealed class AwsCli : IDisposable
{
    private static readonly string? s_program = Find();
    private readonly DirectoryInfo _home = Directory.CreateTempSubdirectory("keepalive-aws-cli-");
    private readonly SandboxServer _server;

    public AwsCli(SandboxServer server)
    {
        Assert.SkipWhen(s_program is null, "There is no aws CLI on PATH.");
        _server = server;
        // CLI v1 fetches a parameter that looks like a URL: a start URL would take it off this machine.
        File.WriteAllText(Path.Combine(_home.FullName, "config"), "[default]\ncli_follow_urlparam = false\n");
        if (server.CertificateAuthorityPem is { } pem)
        {
            File.WriteAllText(CaBundle, pem);
        }
    }

    /// <summary>Keys in the environment; null leaves them out.</summary>
    public SandboxKey? Key { get; set; }

    /// <summary>Further variables, which count more than those of the server.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();

    private string CaBundle => Path.Combine(_home.FullName, "ca.pem");

    /// <summary>Runs a command that succeeds.</summary>
    public async Task<JsonNode> JsonAsync(params string[] arguments)
    {
        (int status, string output, string errors) = await RunAsync(arguments);
        Assert.True(status == 0, errors);
        return JsonNode.Parse(output)!;
    }

    /// <summary>Runs a command that fails, and gives what it says.</summary>
    public async Task<string> ErrorAsync(params string[] arguments)
    {
        (int status, _, string errors) = await RunAsync(arguments);
        Assert.NotEqual(0, status);
        return errors;
    }

    public async Task<(int Status, string Output, string Errors)> RunAsync(params string[] arguments)
    {
        CancellationToken cancelled = TestContext.Current.CancellationToken;
        var start = new ProcessStartInfo(s_program!, [.. arguments, "--output", "json"]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string name in start.Environment.Keys.Where(name => name.StartsWith("AWS_", StringComparison.OrdinalIgnoreCase)).ToArray())
        {
            start.Environment.Remove(name);
        }

        start.Environment["AWS_CONFIG_FILE"] = Path.Combine(_home.FullName, "config");
        start.Environment["AWS_SHARED_CREDENTIALS_FILE"] = Path.Combine(_home.FullName, "credentials");
        start.Environment["AWS_DEFAULT_REGION"] = "us-east-1";
        start.Environment["AWS_MAX_ATTEMPTS"] = "1";
        start.Environment["NO_PROXY"] = "127.0.0.1";
        start.Environment["no_proxy"] = "127.0.0.1";
        foreach ((string name, string value) in _server.Variables.Where(pair => !Variables.ContainsKey(pair.Key)).Concat(Variables))
        {
            start.Environment[name] = value;
        }

        if (File.Exists(CaBundle))
        {
            start.Environment["AWS_CA_BUNDLE"] = CaBundle;
        }

        if (Key is not null)
        {
            start.Environment["AWS_ACCESS_KEY_ID"] = Key.AccessKeyId;
            start.Environment["AWS_SECRET_ACCESS_KEY"] = Key.SecretAccessKey;
            start.Environment["AWS_SESSION_TOKEN"] = Key.SessionToken;
        }

        using Process process = Process.Start(start)!;
        try
        {
            Task<string> output = process.StandardOutput.ReadToEndAsync(cancelled);
            Task<string> errors = process.StandardError.ReadToEndAsync(cancelled);
            await process.WaitForExitAsync(cancelled);
            return (process.ExitCode, await output, await errors);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    public void Dispose() => _home.Delete(recursive: true);

    private static string? Find() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .SelectMany(folder => OperatingSystem.IsWindows() ? [Path.Combine(folder, "aws.exe"), Path.Combine(folder, "aws.cmd")] : new[] { Path.Combine(folder, "aws") })
        .FirstOrDefault(File.Exists);
}
