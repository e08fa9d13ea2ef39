using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Keepalive.Host.Tests.SingleSignOn;
using Keepalive.Host.Tests.Support;

namespace Keepalive.Host.Tests.ClaudeCode;

/// <summary>What Claude Code calls, by many sessions at once and again and again.</summary>
public sealed class LoadTests
{
    /// <summary>50 in the full run.</summary>
    private static readonly int s_sessions = Setting("KEEPALIVE_LOAD_SESSIONS", 5);

    /// <summary>60 in the full run.</summary>
    private static readonly int s_seconds = Setting("KEEPALIVE_LOAD_SECONDS", 2);

    [Fact]
    public async Task Many_sessions_at_once_see_no_error_and_no_torn_answer_and_leave_no_more_files()
    {
        await using SandboxHome home = await SandboxHome.WithTokenThatLastsAsync(TimeSpan.FromHours(1));
        await RoundAsync(home);
        string[] files = Files(home);
        long start = Stopwatch.GetTimestamp();
        int rounds = 0;
        do
        {
            await RoundAsync(home);
            rounds++;
        }
        while (Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(s_seconds));

        Run alone = await OwnLimit.TimedAsync(OwnLimit.StatusLine, () => CallAsync(home, 0, "statusline"), run => run.Output != "AWS: ?\n");

        Assert.Matches(@"\AAWS: (SSO )?(\d+h)?\d+m\n\z", alone.Output);
        TestContext.Current.TestOutputHelper?.WriteLine($"{rounds} rounds of {s_sessions} sessions");
        Assert.Equal(files, Files(home));
        Assert.Equal(0, home.Server.Log.Tabs);
    }

    private static async Task RoundAsync(SandboxHome home)
    {
        Task<Run>[] exports = [.. Enumerable.Range(0, s_sessions).Select(_ => home.ExportAsync())];
        Task<Run>[] hooks = [.. Enumerable.Range(0, s_sessions).Select(session => CallAsync(home, session, "check", "--as-hook"))];
        Task<Run>[] lines = [.. Enumerable.Range(0, s_sessions).Select(session => CallAsync(home, session, "statusline"))];
        Run[] given = await Task.WhenAll(exports);
        Run[] told = await Task.WhenAll(hooks);
        Run[] shown = await Task.WhenAll(lines);

        Assert.All(given, run => Assert.Equal((0, string.Empty, 1), (run.ExitStatus, run.Errors, run.Output.Count(character => character == '\n'))));
        Assert.All(given, run => home.KeyOf(run));
        Assert.All(told, run => Assert.Equal((0, string.Empty), (run.ExitStatus, run.Errors)));

        // The session lasts for an hour: there is nothing to tell, let alone to block.
        Assert.All(told, run => Assert.Equal(string.Empty, run.Output));
        Assert.All(shown, run => Assert.Equal((0, string.Empty), (run.ExitStatus, run.Errors)));

        // Whoever had no time, or came before the first key, says so.
        Assert.All(shown, run => Assert.Matches(@"\AAWS: (\?|(SSO )?(\d+h)?\d+m)\n\z", run.Output));
    }

    private static async Task<Run> CallAsync(SandboxHome home, int session, params string[] verb)
    {
        using Process process = home.Home.Start(CompanionHome.Companion, [.. verb, "--profile", SandboxHome.Profile]);
        try
        {
            await process.StandardInput.WriteAsync(new JsonObject
            {
                ["session_id"] = $"session-{session}",
                ["hook_event_name"] = "UserPromptSubmit",
                ["prompt"] = "hello",
            }.ToJsonString() + "\n");
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // Its time was over before it had read: it answers nothing then.
        }

        return await CompanionHome.FinishAsync(process);
    }

    private static string[] Files(SandboxHome home) =>
        [.. Directory.EnumerateFiles(home.Home.Folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out int value) ? value : otherwise;
}
