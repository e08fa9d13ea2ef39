using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using Keepalive.Host.Tests.SingleSignOn;
using Keepalive.Host.Tests.Support;
using Keepalive.Sandbox.Services;
using Keepalive.Testing;

namespace Keepalive.Host.Tests.Refresh;

/// <summary><c>refresh</c> of a role of IAM Identity Center, as processes against the stand-in service.</summary>
public sealed class RefreshTests
{
    private const int TerminateSignal = 15;
    private const int HangUpSignal = 1;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Not_a_byte_while_all_is_well_and_STS_is_asked_once_for_all()
    {
        await using SandboxHome home = await SandboxHome.WithTokenThatLastsAsync(TimeSpan.FromHours(1));

        Run[] runs = [await RefreshAsync(home), await RefreshAsync(home), await RefreshAsync(home)];

        Assert.All(runs, run => Assert.Equal(new Run(0, string.Empty, string.Empty), run));
        Assert.Equal(1, home.Server.Log.Count(SandboxOperation.GetCallerIdentity));
    }

    [Fact]
    public async Task A_token_that_can_be_renewed_is_renewed_without_a_word()
    {
        await using SandboxHome home = await SandboxHome.WithEndedTokenAsync();

        Assert.Equal(new Run(0, string.Empty, string.Empty), await RefreshAsync(home));
        Assert.Equal((1, 0), (home.Server.Log.Refreshes, home.Server.Log.Count(SandboxOperation.StartDeviceAuthorization)));
    }

    [Fact]
    public async Task Twenty_at_once_on_a_revoked_key_get_one_new_one()
    {
        await using SandboxHome home = await SandboxHome.WithTokenThatLastsAsync(TimeSpan.FromHours(1));
        string old = home.KeyOf(await home.ExportAsync()).AccessKeyId;
        home.Server.Keys.Revoke(old);
        home.Server.Log.Clear();

        // What STS says of it is known already: twenty processes that start at once on a small machine may not get its answer in time.
        Remember(home, old, "dead");
        Run[] runs = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => RefreshAsync(home)));

        Assert.All(runs, run => Assert.Equal(new Run(0, string.Empty, string.Empty), run));
        Assert.Equal(1, home.Server.Log.Count(SandboxOperation.GetRoleCredentials));
        Assert.NotEqual(old, home.KeyOf(await home.ExportAsync()).AccessKeyId);
    }

    [Fact]
    public async Task A_key_that_STS_refuses_is_replaced_whatever_its_end_says()
    {
        await using SandboxHome home = await SandboxHome.WithTokenThatLastsAsync(TimeSpan.FromHours(1));
        string old = home.KeyOf(await home.ExportAsync()).AccessKeyId;
        home.Server.Keys.Revoke(old);

        Assert.Equal(new Run(0, string.Empty, string.Empty), await RefreshAsync(home));

        Assert.NotEqual(old, home.KeyOf(await home.ExportAsync()).AccessKeyId);
    }

    [Fact]
    public async Task Twenty_at_once_on_a_dead_session_share_one_sign_in_and_its_success()
    {
        await using SandboxHome home = await DeadAsync();
        Task<Run>[] runs = [.. Enumerable.Range(0, 20).Select(_ => RefreshAsync(home))];
        string code = await UserCodeAsync(home);
        home.Server.IdentityCenter.DecideDevice(code);

        foreach (Run run in await Task.WhenAll(runs))
        {
            Assert.Equal((0, string.Empty), (run.ExitStatus, run.Errors));
        }

        Assert.Equal(1, home.Server.Log.Count(SandboxOperation.StartDeviceAuthorization));
        Assert.Equal(new Run(0, string.Empty, string.Empty), await RefreshAsync(home));
    }

    [Fact]
    public async Task Twenty_at_once_share_a_refusal_too_and_the_next_ones_ask_nobody()
    {
        await using SandboxHome home = await DeadAsync();
        Process[] refreshes = [.. Enumerable.Range(0, 20).Select(_ => Start(home))];
        string code = await UserCodeAsync(home);

        // All have come, and show the code: whoever comes later meets the cool-down, which is another word for the same.
        string[] shown = await Task.WhenAll(refreshes.Select(refresh => ShownAsync(refresh, code)));
        home.Server.IdentityCenter.DecideDevice(code, approve: false);

        Run[] ended = await Task.WhenAll(refreshes.Select(refresh => CompanionHome.FinishAsync(refresh)));
        Assert.All(shown, rows => Assert.EndsWith(code + "\n", rows, StringComparison.Ordinal));
        Assert.All(ended, run => Assert.Equal(10, run.ExitStatus));
        Assert.Single(ended.Select(run => run.Errors).Distinct());
        Assert.Equal(15, (await RefreshAsync(home)).ExitStatus);
        Assert.Equal(1, home.Server.Log.Count(SandboxOperation.StartDeviceAuthorization));
    }

    [Fact]
    public async Task The_box_gets_address_and_code_alone_in_their_rows()
    {
        await using SandboxHome home = await DeadAsync();
        using Process refresh = Start(home);
        string code = await UserCodeAsync(home);
        string shown = await ShownAsync(refresh, "Waiting for approval in the browser");
        home.Server.IdentityCenter.DecideDevice(code);

        string[] rows = (shown + (await CompanionHome.FinishAsync(refresh)).Output).TrimEnd('\n').Split('\n');

        Assert.Contains(code, rows);
        Assert.Contains(rows, row => Uri.TryCreate(row, UriKind.Absolute, out Uri? page) && page.AbsolutePath == "/device");
        Assert.Equal("Waiting for approval in the browser, 10 min left.", rows[^1]);
        Assert.DoesNotContain(rows, row => row.Contains('\u001b', StringComparison.Ordinal) || row.Length > 120);
    }

    [Theory]
    [InlineData(TerminateSignal)]
    [InlineData(HangUpSignal)]
    public async Task Claude_Code_that_ends_it_leaves_the_worker_alone_at_work_and_the_next_one_takes_its_result(int signal)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "signals of Unix");
        await using SandboxHome home = await DeadAsync();
        using Process refresh = Start(home);
        string code = await UserCodeAsync(home);
        int worker = WorkerOf(home);
        Assert.Equal(0, Kill(refresh.Id, signal));
        Run ended = await CompanionHome.FinishAsync(refresh);
        Assert.Equal(130, ended.ExitStatus);
        Assert.Equal(0, Kill(worker, 0));

        home.Server.IdentityCenter.DecideDevice(code);
        Run next = await RefreshAsync(home);

        Assert.Equal((0, string.Empty), (next.ExitStatus, next.Errors));
        Assert.Equal(1, home.Server.Log.Count(SandboxOperation.StartDeviceAuthorization));
        await Waiting.UntilAsync(() => Kill(worker, 0) != 0, Token);
    }

    [Fact]
    public async Task Status_shows_the_sign_in_that_waits_with_its_address_and_code()
    {
        await using SandboxHome home = await DeadAsync();
        using Process refresh = Start(home);
        string code = await UserCodeAsync(home);

        Run status = await home.Home.RunAsync("status", "--profile", SandboxHome.Profile);
        home.Server.IdentityCenter.DecideDevice(code);
        await CompanionHome.FinishAsync(refresh);
        Run after = await home.Home.RunAsync("status", "--profile", SandboxHome.Profile);

        Assert.Equal(10, status.ExitStatus);
        Assert.StartsWith("Sign-in     'corp': waits for you", status.Output, StringComparison.Ordinal);
        Assert.Contains($"\n{code}\n", status.Output, StringComparison.Ordinal);
        Assert.Equal(0, after.ExitStatus);
        Assert.DoesNotContain("Sign-in", after.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_foreground_that_is_killed_leaves_it_too()
    {
        await using SandboxHome home = await DeadAsync();
        using Process refresh = Start(home);
        string code = await UserCodeAsync(home);
        refresh.Kill();
        await refresh.WaitForExitAsync(Token);

        home.Server.IdentityCenter.DecideDevice(code);

        Assert.Equal(0, (await RefreshAsync(home)).ExitStatus);
        Assert.Equal(1, home.Server.Log.Count(SandboxOperation.StartDeviceAuthorization));
    }

    [Fact]
    public async Task A_rehearsal_opens_nothing()
    {
        await using SandboxHome home = await DeadAsync();
        home.Home.Variables["CLAUDE_AWS_REHEARSE"] = "1";

        Run run = await home.Home.RunAsync("refresh", "--profile", "sso");

        Assert.Equal((0, string.Empty), (run.ExitStatus, run.Errors));
        Assert.Contains("You would be asked to sign in to 'corp'", run.Output, StringComparison.Ordinal);
        Assert.Equal(0, home.Server.Log.Count(SandboxOperation.StartDeviceAuthorization));
        Assert.False(File.Exists(LedgerOf(home)));
    }

    [Fact]
    public async Task A_network_that_is_away_troubles_nobody_while_the_key_lasts()
    {
        await using SandboxHome home = await SandboxHome.WithTokenThatLastsAsync(TimeSpan.FromHours(1));
        home.KeyOf(await home.ExportAsync());
        home.Home.Variables["AWS_ENDPOINT_URL"] = "http://127.0.0.1:1";

        Assert.Equal(new Run(0, string.Empty, string.Empty), await RefreshAsync(home));
    }

    /// <summary>The service has forgotten the session, and a person can only use a code.</summary>
    private static async Task<SandboxHome> DeadAsync()
    {
        SandboxHome home = await SandboxHome.WithEndedTokenAsync();
        home.Server.IdentityCenter.RevokeAll();
        home.Home.Variables["SSH_TTY"] = "/dev/pts/1";
        return home;
    }

    private static void Remember(SandboxHome home, string accessKeyId, string standing)
    {
        string folder = Path.Combine(home.StateFolder, "standings");
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, accessKeyId), $"{standing} {Timestamp.Format(DateTimeOffset.UtcNow)} -\n");
    }

    private static Task<Run> RefreshAsync(SandboxHome home) => home.Home.RunAsync("refresh", "--profile", SandboxHome.Profile);

    private static Process Start(SandboxHome home)
    {
        Process process = home.Home.Start(CompanionHome.Companion, ["refresh", "--profile", SandboxHome.Profile]);
        process.StandardInput.Close();
        return process;
    }

    /// <summary>What it shows, to the row with these words.</summary>
    private static async Task<string> ShownAsync(Process refresh, string words)
    {
        var shown = new System.Text.StringBuilder();
        while (await refresh.StandardOutput.ReadLineAsync(Token) is { } row)
        {
            shown.Append(row).Append('\n');
            if (row.Contains(words, StringComparison.Ordinal))
            {
                return shown.ToString();
            }
        }

        throw new InvalidOperationException($"'{words}' was never shown: {shown}{await refresh.StandardError.ReadToEndAsync(Token)}");
    }

    private static string LedgerOf(SandboxHome home) => Path.Combine(home.StateFolder, "sso", "for corp.sign-in.json");

    private static async Task<string> UserCodeAsync(SandboxHome home)
    {
        await Waiting.UntilAsync(() => home.Server.IdentityCenter.WaitingUserCodes.Count > 0 && File.Exists(LedgerOf(home))
            && File.ReadAllText(LedgerOf(home)).Contains("WaitingForPerson", StringComparison.Ordinal), Token);
        return home.Server.IdentityCenter.WaitingUserCodes[0];
    }

    private static int WorkerOf(SandboxHome home) =>
        int.Parse(JsonNode.Parse(File.ReadAllText(LedgerOf(home)))!["workerId"]!.GetValue<string>(), System.Globalization.CultureInfo.InvariantCulture);

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Kill(int pid, int signal);
}
