using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using Keepalive.Host.Tests.Support;
using Keepalive.Testing;

namespace Keepalive.Host.Tests.SingleSignOn;

/// <summary>A sign-in that was left running, ended in every way that a person has.</summary>
public sealed class CancelledSignInTests
{
    private const int InterruptSignal = 2;
    private const int KillSignal = 9;
    private const int StopSignal = 19;

    [Fact]
    public async Task Ctrl_C_says_that_the_sign_in_goes_on_and_cancel_ends_it_for_good()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "signals of Unix");
        await using SandboxHome home = await SandboxHome.WithEndedTokenAsync();
        (int worker, Run left) = await LeaveAsync(home);

        Assert.Equal(130, left.ExitStatus);
        Assert.Contains("continues in the background", left.Errors, StringComparison.Ordinal);
        Assert.Contains("claude-aws login --cancel", left.Errors, StringComparison.Ordinal);
        Assert.Equal(0, Kill(worker, 0));

        Run cancel = await home.Home.RunAsync("login", "--cancel", "--profile", SandboxHome.Profile);

        Assert.Equal((0, "The sign-in to 'corp' was cancelled.\n", ""), (cancel.ExitStatus, cancel.Output, cancel.Errors));
        await AssertNobodySignsInAsync(home, worker);
        Assert.Equal("No sign-in to 'corp' is running.\n", (await home.Home.RunAsync("login", "--cancel", "--profile", SandboxHome.Profile)).Output);
    }

    [Fact]
    public async Task A_logout_cancels_the_sign_in_that_waits_and_says_so()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "signals of Unix");
        await using SandboxHome home = await SandboxHome.WithEndedTokenAsync();
        (int worker, _) = await LeaveAsync(home);

        Run logout = await home.Home.RunAsync("logout", "--profile", SandboxHome.Profile);

        Assert.Equal(0, logout.ExitStatus);
        Assert.Contains("The running sign-in was cancelled", logout.Output, StringComparison.Ordinal);
        await AssertNobodySignsInAsync(home, worker);
        Assert.False(File.Exists(home.TokenFile));
    }

    [Fact]
    public async Task A_worker_that_was_killed_is_no_sign_in_any_more()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "signals of Unix");
        await using SandboxHome home = await SandboxHome.WithEndedTokenAsync();
        (int worker, _) = await LeaveAsync(home);
        Assert.Equal(0, Kill(worker, KillSignal));
        await Waiting.UntilAsync(() => !IsAlive(worker), TestContext.Current.CancellationToken);

        Assert.Equal("No sign-in to 'corp' is running.\n", (await home.Home.RunAsync("login", "--cancel", "--profile", SandboxHome.Profile)).Output);
    }

    [Fact]
    public async Task A_worker_that_does_not_answer_is_ended()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "signals of Unix");
        await using SandboxHome home = await SandboxHome.WithEndedTokenAsync();
        (int worker, _) = await LeaveAsync(home);
        Assert.Equal(0, Kill(worker, StopSignal));

        Run cancel = await home.Home.RunAsync("login", "--cancel", "--profile", SandboxHome.Profile);

        Assert.Equal((0, "The sign-in to 'corp' was cancelled.\n"), (cancel.ExitStatus, cancel.Output));
        await AssertNobodySignsInAsync(home, worker);
    }

    [Theory]
    [InlineData("--force")]
    [InlineData("--use-device-code")]
    [InlineData("--no-browser")]
    [InlineData("--browser=firefox")]
    public async Task Cancel_goes_with_nothing_that_would_sign_in(string option)
    {
        using CompanionHome home = new();

        Assert.Equal(64, (await home.RunAsync("login", "--cancel", option)).ExitStatus);
    }

    /// <summary>Begins a sign-in and presses Ctrl+C when its code is there.</summary>
    private static async Task<(int Worker, Run Left)> LeaveAsync(SandboxHome home)
    {
        using Process login = home.Home.Start(CompanionHome.Companion, ["login", "--force", "--use-device-code", "--no-browser", "--profile", SandboxHome.Profile]);
        login.StandardInput.Close();
        JsonObject entry = await ReadAsync(home, found => (string?)found["userCode"] is not null);
        Assert.Equal(0, Kill(login.Id, InterruptSignal));
        return (int.Parse((string)entry["workerId"]!, System.Globalization.CultureInfo.InvariantCulture), await CompanionHome.FinishAsync(login));
    }

    /// <summary>The person approves all the same: nobody takes the token.</summary>
    private static async Task AssertNobodySignsInAsync(SandboxHome home, int worker)
    {
        await Waiting.UntilAsync(() => !IsAlive(worker), TestContext.Current.CancellationToken);
        JsonObject entry = await ReadAsync(home, _ => true);
        Assert.Equal(("Abandoned", "SignInCancelled"), ((string?)entry["phase"], (string?)entry["outcome"]));
        foreach (string code in home.Server.IdentityCenter.WaitingUserCodes)
        {
            home.Server.IdentityCenter.DecideDevice(code);
        }

        // Signed out, or with the token that was there before.
        Assert.True(!File.Exists(home.TokenFile) || (string?)home.ReadToken()["accessToken"] == home.SignIn.AccessToken);
    }

    /// <summary>In a container nobody may reap what has no parent any more.</summary>
    private static bool IsAlive(int process)
    {
        try
        {
            return Kill(process, 0) == 0 && !(File.Exists($"/proc/{process}/stat") && File.ReadAllText($"/proc/{process}/stat").Contains(") Z ", StringComparison.Ordinal));
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static async Task<JsonObject> ReadAsync(SandboxHome home, Func<JsonObject, bool> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            string? file = Directory.Exists(home.StateFolder) ? Directory.EnumerateFiles(home.StateFolder, "*.sign-in.json", SearchOption.AllDirectories).SingleOrDefault() : null;
            if (file is not null && JsonNode.Parse(await File.ReadAllTextAsync(file, limit.Token)) is JsonObject entry && condition(entry))
            {
                return entry;
            }

            await Task.Delay(20, limit.Token);
        }
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Kill(int pid, int signal);
}
