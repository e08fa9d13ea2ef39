using System.Diagnostics;
using System.Text;
using Keepalive.Host.Tests.Support;
using Keepalive.Testing;

namespace Keepalive.Host.Tests;

/// <summary><c>claude-aws secret</c> as a person uses it, on a store that every machine has.</summary>
public sealed class SecretTests : IDisposable
{
    private const string Planted = "PlantedSecret-ü𝄞 1";

    private readonly CompanionHome _home = new();

    public SecretTests() => _home.Variables["CLAUDE_AWS_SECRET_STORE"] = "plaintext";

    private string[] Kept => Directory.GetFiles(_home.Folder, "*.txt", SearchOption.AllDirectories);

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task A_piped_value_is_stored_found_and_removed_and_never_shown()
    {
        Run set = await SetAsync(Planted + "\n", "--profile", "work");
        Run test = await _home.RunAsync("secret", "test", "--profile", "work");
        string kept = await File.ReadAllTextAsync(Assert.Single(Kept), TestContext.Current.CancellationToken);
        Run remove = await _home.RunAsync("secret", "remove", "--profile", "work");
        Run gone = await _home.RunAsync("secret", "test", "--profile", "work");

        Assert.Equal((0, 0, 0, 4), (set.ExitStatus, test.ExitStatus, remove.ExitStatus, gone.ExitStatus));
        Assert.Equal(Planted, kept);
        Assert.Contains("unencrypted", set.Errors, StringComparison.Ordinal);
        Assert.Contains("claude-aws secret set", gone.Errors, StringComparison.Ordinal);
        Assert.Empty(Kept);
        Assert.All([set, test, remove, gone], run => Assert.DoesNotContain("Planted", run.Output + run.Errors, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_list_of_a_store_that_can_t_be_read_does_not_say_that_it_is_empty()
    {
        _home.WriteCredentials(Keys.Profile("work", "2099-01-01T00:00:00Z"));
        _home.Variables["CLAUDE_AWS_SECRET_STORE"] = OperatingSystem.IsWindows() ? "keychain" : "credential-manager";

        Run unreadable = await _home.RunAsync("secret", "list");
        _home.Variables["CLAUDE_AWS_SECRET_STORE"] = "plaintext";
        Run empty = await _home.RunAsync("secret", "list");

        Assert.Equal((18, string.Empty), (unreadable.ExitStatus, unreadable.Output));
        Assert.Equal((0, "No secret is stored, and no command gives one."), (empty.ExitStatus, empty.Output.Trim()));
    }

    [Fact]
    [Trait("Migration", "W22")]
    public async Task A_value_on_the_command_line_is_refused_and_not_repeated()
    {
        Run run = await _home.RunAsync("secret", "set", Planted);

        Assert.Equal(64, run.ExitStatus);
        Assert.Contains("shell's history", run.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("Planted", run.Output + run.Errors, StringComparison.Ordinal);
        Assert.Empty(Kept);
    }

    [Fact]
    public async Task Without_a_terminal_nobody_is_asked()
    {
        Run run = await _home.RunAsync("secret", "set");

        Assert.Equal(64, run.ExitStatus);
        Assert.Contains("--stdin", run.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--kind", "otp")]
    [InlineData("--profile", "a", "--account", "b")]
    public async Task A_wrong_option_is_told(params string[] options) =>
        Assert.Equal(64, (await _home.RunAsync(["secret", "test", .. options])).ExitStatus);

    [Fact]
    public async Task An_account_has_its_own()
    {
        await SetAsync(Planted, "--account", "corp");

        Assert.Equal(0, (await _home.RunAsync("secret", "test", "--account", "corp")).ExitStatus);
        Assert.Equal(4, (await _home.RunAsync("secret", "test", "--profile", "corp")).ExitStatus);
    }

    [Fact]
    public async Task A_seed_is_checked_before_it_is_stored()
    {
        Run wrong = await SetAsync("PlantedSeed", "--kind", "totp");
        Run right = await SetAsync("otpauth://totp/Corp:me?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", "--kind", "totp");

        Assert.Equal((18, 0), (wrong.ExitStatus, right.ExitStatus));
        Assert.DoesNotContain("Planted", wrong.Errors, StringComparison.Ordinal);
        Assert.Equal(0, (await _home.RunAsync("secret", "test", "--kind", "totp")).ExitStatus);
        Assert.Equal(4, (await _home.RunAsync("secret", "test", "--kind", "password")).ExitStatus);
    }

    [Fact]
    public async Task The_key_that_forbids_seeds_works()
    {
        _home.Variables["CLAUDE_AWS_CONFIG"] = Path.Combine(_home.Folder, "config.json");
        await File.WriteAllTextAsync(_home.Variables["CLAUDE_AWS_CONFIG"]!, """{"forbidStoredTotpSeeds": true}""", TestContext.Current.CancellationToken);

        Run run = await SetAsync("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", "--kind", "totp");

        Assert.Equal(18, run.ExitStatus);
        Assert.Contains("forbidStoredTotpSeeds", run.Errors, StringComparison.Ordinal);
        Assert.Empty(Kept);
    }

    [Fact]
    public async Task A_machine_without_a_store_says_what_there_is()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Windows and macOS have a store of their own.");
        foreach (string name in (string[])["CLAUDE_AWS_SECRET_STORE", "DBUS_SESSION_BUS_ADDRESS", "XDG_RUNTIME_DIR"])
        {
            _home.Variables[name] = null;
        }

        Run run = await SetAsync(Planted);

        Assert.Equal(18, run.ExitStatus);
        Assert.Contains("secret-service: there is no D-Bus session bus", run.Errors, StringComparison.Ordinal);
        Assert.Contains("plaintext: used only if you choose it", run.Errors, StringComparison.Ordinal);
        Assert.Contains("CLAUDE_AWS_SECRET_STORE", run.Errors, StringComparison.Ordinal);
        Assert.Empty(Kept);
    }

    /// <summary>Typed as a person types: a mistake taken back, Enter at the end.</summary>
    [Fact]
    public async Task What_is_typed_at_the_prompt_is_not_shown()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/script") && OperatingSystem.IsLinux(), "script (util-linux) gives the terminal.");
        _home.Variables["COMPANION"] = CompanionHome.Companion;
        using Process terminal = _home.Start("/usr/bin/script", ["--quiet", "--return", "--command", "\"$COMPANION\" secret set", "/dev/null"]);
        var shown = new StringBuilder();
        while (!shown.ToString().Contains("default': ", StringComparison.Ordinal))
        {
            Assert.True(await AppendAsync(terminal, shown), $"No prompt came: {shown}");
        }

        await terminal.StandardInput.WriteAsync($"{Planted}xy\u007f\u007f\r");
        await terminal.StandardInput.FlushAsync(TestContext.Current.CancellationToken);
        while (await AppendAsync(terminal, shown))
        {
        }

        await terminal.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, terminal.ExitCode);
        Assert.DoesNotContain("Planted", shown.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("*", shown.ToString(), StringComparison.Ordinal);
        Assert.Equal(Planted, await File.ReadAllTextAsync(Assert.Single(Kept), TestContext.Current.CancellationToken));
    }

    private static async Task<bool> AppendAsync(Process terminal, StringBuilder shown)
    {
        var buffer = new char[256];
        int count = await terminal.StandardOutput.ReadAsync(buffer, TestContext.Current.CancellationToken);
        shown.Append(buffer, 0, count);
        return count > 0;
    }

    private async Task<Run> SetAsync(string value, params string[] options)
    {
        using Process process = _home.Start(CompanionHome.Companion, ["secret", "set", "--stdin", .. options]);
        await process.StandardInput.BaseStream.WriteAsync(Encoding.UTF8.GetBytes(value));
        process.StandardInput.Close();
        return await CompanionHome.FinishAsync(process);
    }
}
