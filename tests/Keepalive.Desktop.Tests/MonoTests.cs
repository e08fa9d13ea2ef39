using System.Diagnostics;
using System.Globalization;
using System.Reflection;

namespace Keepalive.Desktop.Tests;

/// <summary>
/// The processes and the JSON of the module on .NET Framework's code, as far as Mono is that: Windows PowerShell itself runs on Windows alone. Skipped where
/// Mono (the package mono-runtime) is not installed.
/// </summary>
public sealed class MonoTests : IDisposable
{
    private static readonly string s_program = typeof(MonoTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(static data => data.Key == "MonoProgram").Value!;

    private static readonly string s_companion = Path.Combine(AppContext.BaseDirectory, "claude-aws");

    private readonly string _home = Directory.CreateTempSubdirectory("keepalive-mono-").FullName;

    public MonoTests()
    {
        Directory.CreateDirectory(Path.Combine(_home, ".aws"));
        File.WriteAllText(
            Path.Combine(_home, ".aws", "credentials"),
            "[zoë]\naws_access_key_id = ASIATESTTESTTEST0001\naws_secret_access_key = s\naws_session_token = t\nexpiration = 2099-01-01T00:00:00Z\n");
        File.SetLastWriteTimeUtc(Path.Combine(_home, ".aws", "credentials"), DateTime.UtcNow.AddHours(-1));
    }

    [Fact]
    public void Gets_the_sessions()
    {
        (int status, string output) = Run("session");

        Assert.Equal((0, "hello\nobject zoëValid\nend\n"), (status, output));
    }

    [Theory]
    [InlineData("agree", true)]
    [InlineData("refuse", false)]
    public void Answers_a_question(string answer, bool isChanged)
    {
        (int status, string output) = Run(answer);

        Assert.Equal(0, status);
        Assert.Contains("process", output, StringComparison.Ordinal);
        Assert.Equal(isChanged, File.Exists(Path.Combine(_home, "config.json")));
    }

    [Fact]
    public void Writes_a_secret_that_can_be_read() => Assert.Equal((0, "the same\n"), Run("secret"));

    [Fact]
    public void Leaves_nothing_running_when_it_stops()
    {
        string pid = Path.Combine(_home, "pid");
        File.WriteAllText(Path.Combine(_home, ".aws", "config"), $"[default]\ncredential_process = sh -c \"echo $$ >'{pid}'; exec sleep 600\"\n");

        (int status, string output) = Run("stop");

        Assert.Equal((0, "stopped\n"), (status, output));

        // It may have been stopped before its child began.
        Assert.True(!File.Exists(pid) || !Directory.Exists($"/proc/{int.Parse(File.ReadAllText(pid), CultureInfo.InvariantCulture)}"));
    }

    public void Dispose() => Directory.Delete(_home, recursive: true);

    private (int Status, string Output) Run(string what)
    {
        string? mono = (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator).Select(static folder => Path.Combine(folder, "mono")).FirstOrDefault(File.Exists);
        Assert.SkipWhen(mono is null || OperatingSystem.IsWindows(), "mono (the package mono-runtime) is not installed.");
        var start = new ProcessStartInfo(mono!, [s_program, what, s_companion]) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, StandardOutputEncoding = System.Text.Encoding.UTF8 };
        start.Environment.Clear();
        foreach ((string name, string value) in new Dictionary<string, string>
        {
            ["HOME"] = _home,
            ["PATH"] = Environment.GetEnvironmentVariable("PATH")!,
            ["LANG"] = "C.UTF-8",
            ["AWS_EC2_METADATA_DISABLED"] = "true",
            ["CLAUDE_AWS_CONFIG"] = Path.Combine(_home, "config.json"),
            // The runtime of this process serves the companion, wherever it is installed.
            ["DOTNET_ROOT"] = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "../../..")),
        })
        {
            start.Environment[name] = value;
        }

        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        Task<string> output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        Task<string> error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        Assert.True(process.WaitForExit(TimeSpan.FromMinutes(1)), "It did not end.");
        Assert.Equal(string.Empty, error.Result);
        return (process.ExitCode, output.Result);
    }
}
