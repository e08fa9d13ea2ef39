using System.Diagnostics;
using System.Text.Json;
using Keepalive.Host.Tests.Support;

namespace Keepalive.Host.Tests;

/// <summary>A module is replaced by its next version while sessions run: its folder goes away with the old version.</summary>
public sealed class UpgradeTests : IDisposable
{
    private readonly CompanionHome _home = new();

    public UpgradeTests()
    {
        _home.Variables["CLAUDE_AWS_STATE"] = Path.Combine(_home.Folder, "state");
        _home.Variables["CLAUDE_AWS_CONFIG"] = Path.Combine(_home.Folder, "keepalive.json");
        _home.WriteCredentials(Keepalive.Testing.Keys.Profile("default"));
    }

    private string Helper
    {
        get
        {
            using JsonDocument settings = JsonDocument.Parse(File.ReadAllText(Path.Combine(_home.Folder, ".claude", "settings.json")));
            return settings.RootElement.GetProperty("awsCredentialExport").GetString()!;
        }
    }

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task The_helper_of_running_sessions_stays_valid_and_a_running_program_finishes()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "cat waits for its input here.");
        string old = Module("0.1.0");
        await InstallAsync(old);
        string helper = Helper;
        string program = helper[..helper.LastIndexOf(" export", StringComparison.Ordinal)];
        Assert.DoesNotContain("0.1.0", helper, StringComparison.Ordinal);
        using Process running = _home.Start(program, ["exec", "--", "cat"]);

        string next = Module("0.2.0");
        File.SetLastWriteTimeUtc(next, DateTime.UtcNow.AddMinutes(1));
        await InstallAsync(next);
        Directory.Delete(Path.GetDirectoryName(old)!, recursive: true);

        Assert.Equal(helper, Helper);
        Run export = await _home.ShellAsync(helper);
        Assert.Equal(0, export.ExitStatus);
        Assert.Contains("\"Credentials\"", export.Output, StringComparison.Ordinal);
        Assert.Equal(File.GetLastWriteTimeUtc(next), File.GetLastWriteTimeUtc(program));
        await running.StandardInput.WriteAsync("the last words");
        running.StandardInput.Close();
        Run finished = await CompanionHome.FinishAsync(running);
        Assert.Equal((0, "the last words"), (finished.ExitStatus, finished.Output));
        // Nothing else is left beside the program.
        Assert.DoesNotContain(Directory.EnumerateFiles(Path.GetDirectoryName(program)!), path => path.EndsWith(".tmp", StringComparison.Ordinal));
    }

    private async Task InstallAsync(string program)
    {
        Run run = await _home.RunAsync(program, ["install", "--bedrock", "--region", "eu-central-1", "--no-verify", "--yes"]);
        Assert.True(run.ExitStatus == 0, run.Errors);
    }

    private string Module(string version)
    {
        string folder = Directory.CreateDirectory(Path.Combine(_home.Folder, "Modules", "Keepalive", version)).FullName;
        string name = Path.GetFileName(CompanionHome.Companion);
        IEnumerable<string> files = CompanionHome.IsNative
            ? [CompanionHome.Companion]
            : Directory.EnumerateFiles(Path.GetDirectoryName(CompanionHome.Companion)!).Where(file => Path.GetExtension(file) is ".dll" or ".json" || Path.GetFileName(file) == name);
        foreach (string file in files)
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        }

        return Path.Combine(folder, name);
    }
}
