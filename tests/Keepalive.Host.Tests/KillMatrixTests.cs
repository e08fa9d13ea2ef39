using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Keepalive.Host.Tests.Support;

namespace Keepalive.Host.Tests;

/// <summary>
/// Runs are killed at any moment: no file is torn, nothing of anybody's is lost, and the next run leaves nothing behind.
/// KEEPALIVE_KILLS sets the number of killed runs; KEEPALIVE_COMPANION names another claude-aws, such as a native one.
/// </summary>
public sealed class KillMatrixTests(ITestOutputHelper output) : IDisposable
{
    private const int DefaultKills = 15;

    private const string Theirs = "{\n  // mine\n  \"model\": \"opus\"\n}\n";

    private static readonly string[][] s_verbs =
    [
        ["install", "--no-verify", "-y"], ["uninstall"], ["doctor", "--fix"], ["doctor", "--undo"], ["config", "set", "warnMinutes", "7"],
    ];

    private readonly CompanionHome _home = new();

    private static int Kills { get; } =
        int.TryParse(Environment.GetEnvironmentVariable("KEEPALIVE_KILLS"), CultureInfo.InvariantCulture, out int kills) ? kills : DefaultKills;

    private static string Program { get; } = Environment.GetEnvironmentVariable("KEEPALIVE_COMPANION") is { Length: > 0 } named ? named : CompanionHome.Companion;

    private string Settings => Path.Combine(_home.Folder, ".claude", "settings.json");

    private string Configuration => Path.Combine(_home.Folder, OperatingSystem.IsWindows() ? "" : ".config", "claude-aws", "config.json");

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task A_run_that_is_killed_tears_no_file_loses_nothing_and_leaves_nothing_to_the_next()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the folders of Unix");
        _home.Variables["XDG_STATE_HOME"] = null;
        _home.Variables["CLAUDE_AWS_STATE"] = Path.Combine(_home.Folder, "state");
        Directory.CreateDirectory(Path.GetDirectoryName(Settings)!);
        await File.WriteAllTextAsync(Settings, Theirs, TestContext.Current.CancellationToken);
        TimeSpan[] usual = [.. s_verbs.Select(_ => TimeSpan.Zero)];
        int left = 0;
        for (int number = 0; number < Kills; number++)
        {
            int verb = number % s_verbs.Length;
            Spoil();
            if (usual[verb] == TimeSpan.Zero)
            {
                long begin = Stopwatch.GetTimestamp();
                _ = await _home.RunAsync(Program, s_verbs[verb]);
                usual[verb] = Stopwatch.GetElapsedTime(begin);
                Spoil();
            }

            using (Process process = _home.Start(Program, s_verbs[verb]))
            {
                process.StandardInput.Close();
                using var soon = new CancellationTokenSource(usual[verb] * (0.3 + (0.8 * Random.Shared.NextDouble())));
                Task drained = Task.WhenAll(process.StandardOutput.ReadToEndAsync(CancellationToken.None), process.StandardError.ReadToEndAsync(CancellationToken.None));
                try
                {
                    await process.WaitForExitAsync(soon.Token);
                }
                catch (OperationCanceledException)
                {
                    process.Kill();
                }

                await process.WaitForExitAsync(TestContext.Current.CancellationToken);
                await drained;
            }

            AssertWhole($"killed {string.Join(' ', s_verbs[verb])}");
            left += LeftOvers().Length;
            Run next = await _home.RunAsync(Program, s_verbs[verb]);
            Assert.True(next.ExitStatus is 0 or 19 or 1 or 3 or 10, $"{string.Join(' ', s_verbs[verb])}: {next.ExitStatus} {next.Errors}");
            AssertWhole($"next {string.Join(' ', s_verbs[verb])}");
            Assert.Empty(LeftOvers());
        }

        _ = await _home.RunAsync(Program, "uninstall");
        Assert.Equal(Theirs, await File.ReadAllTextAsync(Settings, TestContext.Current.CancellationToken));
        output.WriteLine($"{Kills} killed runs left {left} files, which the next run took away");
    }

    /// <summary>Something for the doctor to mend, every time.</summary>
    private void Spoil()
    {
        _home.WriteConfig("[profile a]\nRegion = eu-west-1\noutput = json # mine\n");
        _home.WriteCredentials("[default]\nAws_access_key_id = ASIATESTTESTTEST0001\naws_secret_access_key = SECRET\naws_session_token = TOKEN\nx_security_token_expires = 2099-01-01T00:00:00Z\n");
    }

    private void AssertWhole(string when)
    {
        string settings = File.ReadAllText(Settings);
        Assert.Contains("// mine\n  \"model\": \"opus\"", settings, StringComparison.Ordinal);
        _ = JsonDocument.Parse(settings, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        string credentials = File.ReadAllText(_home.CredentialsFile);
        Assert.True(credentials.EndsWith("x_security_token_expires = 2099-01-01T00:00:00Z\n", StringComparison.Ordinal) && credentials.Contains("SECRET", StringComparison.Ordinal), when + credentials);
        Assert.Contains("# mine\n", File.ReadAllText(_home.ConfigFile), StringComparison.Ordinal);
        if (File.Exists(Configuration))
        {
            _ = JsonDocument.Parse(File.ReadAllText(Configuration), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        }
    }

    private string[] LeftOvers() =>
        [.. Directory.GetFiles(_home.Folder, "*.tmp", SearchOption.AllDirectories).Where(path => !path.Contains("/state/", StringComparison.Ordinal))];
}
