using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Keepalive.Host.Tests.Support;
using Keepalive.Testing;

namespace Keepalive.Host.Tests;

/// <summary><c>claude-aws autologin</c> as a process of its own, with a dummy as the login tool.</summary>
public sealed class AutoLoginVerbTests : IDisposable
{
    private const string Password = "correct horse Battery 7 staple";
    private const string Seed = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";
    private const int HangUpSignal = 1;
    private const int InterruptSignal = 2;
    private const int KillSignal = 9;
    private const int TerminateSignal = 15;

    private readonly CompanionHome _home = new();

    public AutoLoginVerbTests()
    {
        _home.Variables["CLAUDE_AWS_SECRET_STORE"] = "plaintext";
        _home.Variables["CLAUDE_AWS_STATE"] = StateFolder;
        _home.Variables["CLAUDE_AWS_CONFIG"] = Path.Combine(_home.Folder, "config.json");
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string StateFolder => Path.Combine(_home.Folder, "state");

    private string Pids => Path.Combine(_home.Folder, "pids");

    [Theory]
    [InlineData("ok", 0)]
    [InlineData("tells-secrets", 0)]
    [InlineData("denied", 10)]
    public async Task Neither_output_nor_state_nor_a_process_list_shows_a_secret(string outcome, int exitStatus)
    {
        Configure("at-terminal", "login-tool", "saml2aws", outcome, "Late", Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(Password))), _home.CredentialsFile);
        Run run;
        string seen;
        await using (var glance = new ProcessGlance())
        {
            await StoreAsync("password", Password);
            await StoreAsync("totp", Seed);
            run = await _home.RunAsync("autologin", "--profile", "work");
            seen = glance.Seen;
        }

        Assert.Equal(exitStatus, run.ExitStatus);
        if (OperatingSystem.IsLinux())
        {
            Assert.Contains("autologin --profile work", seen, StringComparison.Ordinal); // What it can see at all.
            Assert.Contains("login-tool saml2aws", seen, StringComparison.Ordinal);
        }

        // The store that was asked for is of plain text.
        string[] kept = [.. Directory.EnumerateFiles(StateFolder, "*", SearchOption.AllDirectories).Where(file => Path.GetFileName(Path.GetDirectoryName(file)) != "secrets" || !file.EndsWith(".txt", StringComparison.Ordinal))];
        Assert.Contains(kept, file => file.Contains("transcripts", StringComparison.Ordinal));
        string all = string.Join('\n', [run.Output, run.Errors, seen, .. kept.Select(File.ReadAllText)]);
        Assert.All([Password, Uri.EscapeDataString(Password), "staple", Seed, "planted-session-token"], secret => Assert.DoesNotContain(secret, all, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(InterruptSignal, "hang-deaf-in-own-session", 130)]
    [InlineData(TerminateSignal, "hang-ignoring-int", 130)]
    [InlineData(KillSignal, "hang", 137)]
    [InlineData(HangUpSignal, "hang-deaf-in-own-session", 130)]
    public async Task A_signal_ends_the_tool_and_what_it_has_started(int signal, string grandchild, int exitStatus)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "signals of Unix");
        Configure("at-terminal", "spawn-and-say", Pids, grandchild, "Signing in");
        using Process process = _home.Start(CompanionHome.Companion, ["autologin", "--profile", "work"]);
        int[] tree = await PidsAsync();
        try
        {
            Assert.Equal(0, Kill(process.Id, signal));
            Run run = await CompanionHome.FinishAsync(process);

            Assert.Equal(exitStatus, run.ExitStatus);
            await GoneAsync(tree);
        }
        finally
        {
            // A test that has failed leaves none of them.
            foreach (int id in tree.Where(IsAlive))
            {
                _ = Kill(id, KillSignal);
            }
        }
    }

    public void Dispose() => _home.Dispose();

    private void Configure(params string[] words) => CompanionHome.WriteRested(_home.Variables["CLAUDE_AWS_CONFIG"]!, new JsonObject
    {
        ["recipe"] = "mine",
        ["loginRole"] = "Admin",
        ["loginUser"] = "me",
        ["recipes"] = new JsonObject
        {
            ["mine"] = new JsonObject { ["extends"] = "saml2aws", ["command"] = new JsonArray([CompanionHome.Dummy, .. words]) },
        },
    }.ToJsonString());

    private async Task StoreAsync(string kind, string value)
    {
        using Process process = _home.Start(CompanionHome.Companion, ["secret", "set", "--stdin", "--kind", kind, "--profile", "work"]);
        await process.StandardInput.WriteAsync(value + "\n");
        process.StandardInput.Close();
        Assert.Equal(0, (await CompanionHome.FinishAsync(process)).ExitStatus);
    }

    private async Task<int[]> PidsAsync()
    {
        await Waiting.UntilAsync(() => File.Exists(Pids) && File.ReadAllText(Pids).Count(character => character == '\n') >= 2, Token);
        return [.. (await File.ReadAllLinesAsync(Pids, Token)).Select(int.Parse)];
    }

    /// <summary>At once where the companion has done it; a killed one leaves it to the terminal's hang-up.</summary>
    private static Task GoneAsync(int[] tree) => Waiting.UntilAsync(() => !tree.Any(IsAlive), Token);

    private static bool IsAlive(int id)
    {
        try
        {
            return OperatingSystem.IsLinux()
                ? File.ReadAllText($"/proc/{id}/stat").Split(") ")[^1][0] != 'Z' // In a container whose first process reaps nothing, it stays.
                : Kill(id, 0) == 0;
        }
        catch (IOException)
        {
            return false;
        }
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Kill(int pid, int signal);
}
