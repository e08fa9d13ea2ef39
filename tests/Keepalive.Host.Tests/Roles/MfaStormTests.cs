using System.Diagnostics;
using System.Globalization;
using Keepalive.Host.Tests.Support;
using Keepalive.Prompts;
using Keepalive.Prompts.Page;
using Keepalive.Sandbox.Services;

namespace Keepalive.Host.Tests.Roles;

/// <summary>Many processes on an ended MFA session, and processes that are killed: one question to a person, one outcome for all, no damaged file.</summary>
public sealed class MfaStormTests
{
    /// <summary>100 in the full run.</summary>
    private static readonly int s_processes = int.Parse(
        Environment.GetEnvironmentVariable("KEEPALIVE_CONTENTION_PROCESSES") ?? "30", CultureInfo.InvariantCulture);

    /// <summary>300 in the full run.</summary>
    private static readonly int s_trials = int.Parse(Environment.GetEnvironmentVariable("KEEPALIVE_KILL_TRIALS") ?? "12", CultureInfo.InvariantCulture);

    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(3);

    public MfaStormTests() => Assert.SkipWhen(OperatingSystem.IsWindows(), "the browser of this test is a shell script");

    [Fact]
    public async Task Many_processes_on_an_ended_MFA_session_ask_one_question_and_all_succeed()
    {
        await using RoleHome home = await StartAsync();
        using CancellationTokenSource limit = Limit();
        Task<Run>[] refreshes = [.. Enumerable.Range(0, s_processes).Select(number => RefreshAsync(home, number % 2 == 0 ? "dev" : "other"))];

        (PromptClient page, OpenQuestion question) = await QuestionAsync(home, limit.Token);
        using Secret code = Secret.FromText(home.Server.MfaDevices.CodeAt(RoleHome.Device, DateTimeOffset.UtcNow));
        AnswerOutcome outcome = await page.AnswerAsync(question.Id, code, limit.Token);
        Run[] runs = await Task.WhenAll(refreshes);

        Assert.Equal(AnswerOutcome.Taken, outcome);

        // A process that the machine starves for 15 seconds ends with its own time limit; no other outcome is left to it.
        int starved = runs.Count(static run => run.ExitStatus == ExitStatus.Of(KeepaliveErrorCode.TimedOut));
        Assert.All(runs, static run => Assert.True(run.ExitStatus == 0 || run.ExitStatus == ExitStatus.Of(KeepaliveErrorCode.TimedOut), run.Output + run.Errors));
        Assert.True(starved < s_processes / 2, $"{starved} processes had no time.");
        Assert.NotNull(Assert.Single(home.Server.Log.Of(SandboxOperation.GetSessionToken))["TokenCode"]);
        Assert.InRange(home.Server.Log.Count(SandboxOperation.AssumeRole), 2, 2 + starved);
        home.KeyOf(await home.ExportAsync());
        home.KeyOf(await home.ExportAsync("other"));
        Assert.Single(await File.ReadAllLinesAsync(Opened(home), limit.Token));
    }

    [Fact]
    public async Task A_question_that_the_person_declines_is_one_failure_for_all()
    {
        await using RoleHome home = await StartAsync();
        using CancellationTokenSource limit = Limit();
        Task<Run>[] refreshes = [.. Enumerable.Range(0, s_processes / 3).Select(_ => RefreshAsync(home, "dev"))];

        (PromptClient page, OpenQuestion question) = await QuestionAsync(home, limit.Token);
        try
        {
            await page.DeclineAsync(question.Id, limit.Token);
        }
        catch (KeepaliveException exception) when (exception.Code == KeepaliveErrorCode.QuestionNotFound)
        {
            // The worker has ended before its response was read.
        }

        Run[] runs = await Task.WhenAll(refreshes);

        Assert.All(runs, static run => Assert.True(run.ExitStatus != 0, run.Output));
        Assert.Empty(home.Server.Log.Of(SandboxOperation.GetSessionToken));
        Assert.Single(await File.ReadAllLinesAsync(Opened(home), limit.Token));
    }

    [Fact]
    public async Task A_killed_refresh_leaves_its_question_open_and_the_next_one_joins_it()
    {
        await using RoleHome home = await StartAsync();
        using CancellationTokenSource limit = Limit();
        using (Process doomed = home.Home.Start(CompanionHome.Companion, ["refresh", "--profile", "dev"]))
        {
            await QuestionAsync(home, limit.Token);
            doomed.Kill(entireProcessTree: true);
            await doomed.WaitForExitAsync(limit.Token);
        }

        Task<Run> next = RefreshAsync(home, "other");
        (PromptClient page, OpenQuestion question) = await QuestionAsync(home, limit.Token);
        using Secret code = Secret.FromText(home.Server.MfaDevices.CodeAt(RoleHome.Device, DateTimeOffset.UtcNow));
        await page.AnswerAsync(question.Id, code, limit.Token);
        Run run = await next;

        Assert.True(run.ExitStatus == 0, run.Output + run.Errors);
        Assert.Single(await File.ReadAllLinesAsync(Opened(home), limit.Token));
        Assert.Single(home.Server.Log.Of(SandboxOperation.GetSessionToken));
    }

    [Fact]
    public async Task Exports_that_are_killed_at_random_moments_leave_no_damaged_file_and_need_no_second_code()
    {
        await using RoleHome home = await StartAsync();
        await home.StoreSeedAsync();
        home.KeyOf(await home.ExportAsync());
        Run removed = await home.Home.RunAsync("secret", "remove", "--kind", "totp", "--profile", "base");
        Assert.True(removed.ExitStatus == 0, removed.Errors);
        var random = new Random(20261130);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromMinutes(2) + (TimeSpan.FromSeconds(10) * s_trials));
        for (int trial = 0; trial < s_trials; trial++)
        {
            home.EndRoles();
            home.Server.Log.Clear();
            var release = new TaskCompletionSource();
            home.Server.Faults.Next(SandboxOperation.AssumeRole, Fault.HoldUntil(release.Task));
            using Process doomed = home.StartExport();
            await home.Server.Log.WaitForAsync(SandboxOperation.AssumeRole, 1, limit.Token);

            // From before the answer to after the rename.
            long moment = (long)(random.NextDouble() * 0.1 * Stopwatch.Frequency);
            long released = Stopwatch.GetTimestamp();
            release.SetResult();
            SpinWait.SpinUntil(() => Stopwatch.GetTimestamp() - released >= moment);
            doomed.Kill(entireProcessTree: true);
            await doomed.WaitForExitAsync(limit.Token);

            // A credential is there as a whole, or not at all.
            Assert.All(home.RoleFiles, static file => Assert.Equal(8, File.ReadAllText(file).Split('\n').Length));
            home.KeyOf(await home.ExportAsync());
            Assert.InRange(home.Server.Log.Count(SandboxOperation.AssumeRole), 1, 2);
            Assert.Empty(home.Server.Log.Of(SandboxOperation.GetSessionToken));
        }
    }

    private static string Opened(RoleHome home) => Path.Combine(home.Home.Folder, "opened");

    private static CancellationTokenSource Limit()
    {
        var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(s_limit);
        return limit;
    }

    private static async Task<RoleHome> StartAsync()
    {
        RoleHome home = await RoleHome.StartAsync();
        home.DemandMfa();
        string browser = Path.Combine(home.Home.Folder, "browser");
        await File.WriteAllTextAsync(browser, $"#!/bin/sh\nprintf '%s\\n' \"$1\" >> '{Opened(home)}'\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(browser, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        home.Home.Variables["BROWSER"] = browser;
        home.Home.Variables["CLAUDE_AWS_CONFIG"] = Path.Combine(home.Home.Folder, "config.json");
        CompanionHome.WriteRested(home.Home.Variables["CLAUDE_AWS_CONFIG"]!, """{ "prompt": "page" }""");
        return home;
    }

    private static Task<Run> RefreshAsync(RoleHome home, string profile)
    {
        Process process = home.Home.Start(CompanionHome.Companion, ["refresh", "--profile", profile]);
        process.StandardInput.Close();
        return CompanionHome.FinishAsync(process, s_limit);
    }

    /// <summary>The page of the home's one sign-in, with an open question.</summary>
    private static async Task<(PromptClient Page, OpenQuestion Question)> QuestionAsync(RoleHome home, CancellationToken cancellationToken)
    {
        var environment = new SystemEnvironment(home.Home.Variables.GetValueOrDefault, OperatingSystem.IsWindows());
        while (true)
        {
            if (PromptClient.Find(environment, TimeProvider.System) is [var page])
            {
                BoardState state = await page.ReadAsync(seen: -1, cancellationToken);
                while (state.Question is null)
                {
                    state = await page.ReadAsync(state.Version, cancellationToken);
                }

                return (page, state.Question);
            }

            await Task.Delay(20, cancellationToken);
        }
    }
}
