using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Keepalive.Host.Tests.Support;
using Keepalive.Testing;

namespace Keepalive.Host.Tests;

/// <summary>What becomes of another status line's command and of its files, when nobody looks after them.</summary>
public sealed class OtherStatusLineTests : IDisposable
{
    private readonly CompanionHome _home = new();

    public OtherStatusLineTests()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "lines for sh");
        _home.Variables["CLAUDE_AWS_STATE"] = Path.Combine(_home.Folder, "state");
        _home.Variables["CLAUDE_AWS_CONFIG"] = Path.Combine(_home.Folder, "config.json");
        _home.WriteCredentials(Keys.Profile("default", "2020-01-01T00:00:00Z"));
    }

    private string Files => Path.Combine(_home.Folder, "state", "statusline");

    public void Dispose() => _home.Dispose();

    /// <summary>Half a minute, by the real clock of the real worker: nothing shorter would show that it is ended at all.</summary>
    [Fact]
    public async Task A_command_that_never_ends_is_ended_with_all_that_it_started()
    {
        string pids = Path.Combine(_home.Folder, "pids");
        Configure($"sleep 3600 & echo $$ $! >{pids}.new; mv {pids}.new {pids}; wait");
        await StatusLineAsync();
        await Waiting.UntilAsync(() => File.Exists(pids), TestContext.Current.CancellationToken);
        int[] ids = [.. (await File.ReadAllTextAsync(pids, TestContext.Current.CancellationToken)).Split(' ').Select(id => int.Parse(id, CultureInfo.InvariantCulture))];
        Assert.Equal(2, ids.Length);

        try
        {
            await Waiting.UntilAsync(() => !ids.Any(IsAlive), TestContext.Current.CancellationToken);
        }
        finally
        {
            // A test that has failed leaves none of them.
            foreach (int id in ids.Where(IsAlive))
            {
                using Process process = Process.GetProcessById(id);
                process.Kill();
            }
        }

        await Waiting.UntilAsync(() => Directory.GetFiles(Files, "*.in").Length == 0, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Files_of_a_session_that_is_long_over_go_after_a_week_when_another_begins()
    {
        Directory.CreateDirectory(Files);
        string old = Path.Combine(Files, "for-gone~0123456789abcdef.out");
        string young = Path.Combine(Files, "for-resting~0123456789abcdef.out");
        foreach ((string file, int days) in new[] { (old, 8), (young, 6) })
        {
            await File.WriteAllTextAsync(file, "x\nwords", TestContext.Current.CancellationToken);
            File.SetLastWriteTimeUtc(file, DateTime.UtcNow.AddDays(-days));
        }

        Configure("echo words");
        await StatusLineAsync();
        await Waiting.UntilAsync(() => Directory.GetFiles(Files, "*.in").Length == 0, TestContext.Current.CancellationToken);

        Assert.Equal((false, true), (File.Exists(old), File.Exists(young)));
    }

    private void Configure(string command) => CompanionHome.WriteRested(
        Path.Combine(_home.Folder, "config.json"), $$"""{ "statusLineCmd": {{JsonSerializer.Serialize(command)}} }""");

    private async Task StatusLineAsync()
    {
        using Process process = _home.Start(CompanionHome.Companion, ["statusline"]);
        await process.StandardInput.WriteAsync("""{"session_id":"5f0c"}""");
        process.StandardInput.Close();
        Assert.Equal(0, (await CompanionHome.FinishAsync(process)).ExitStatus);
    }

    private static bool IsAlive(int id)
    {
        try
        {
            using Process process = Process.GetProcessById(id);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
