using System.Text.Json;
using Keepalive.Host.Tests.Support;
using Keepalive.Testing;

namespace Keepalive.Host.Tests;

/// <summary>install, uninstall and reload as a person runs them, in a home of its own.</summary>
public sealed class InstallTests : IDisposable
{
    private readonly CompanionHome _home = new();

    public InstallTests()
    {
        _home.WriteCredentials(Keys.Profile("default", "2099-01-01T00:00:00Z"));
        _home.Variables["XDG_STATE_HOME"] = null;
        _home.Variables["LOCALAPPDATA"] = _home.Folder;
        Directory.CreateDirectory(Path.GetDirectoryName(Settings)!);
    }

    private string Settings => Path.Combine(_home.Folder, ".claude", "settings.json");

    [Fact]
    public async Task Installs_twice_and_takes_out_every_byte()
    {
        const string Original = "\uFEFF{\r\n\t// mine\r\n\t\"model\": \"opus\",\r\n}";
        await File.WriteAllTextAsync(Settings, Original, TestContext.Current.CancellationToken);

        Run first = await _home.RunAsync("install", "--no-verify", "--yes");
        string installed = await File.ReadAllTextAsync(Settings, TestContext.Current.CancellationToken);
        Run second = await _home.RunAsync("install", "--no-verify", "--yes");
        string again = await File.ReadAllTextAsync(Settings, TestContext.Current.CancellationToken);
        Run uninstall = await _home.RunAsync("uninstall");

        Assert.Equal((0, 0, 0), (first.ExitStatus, second.ExitStatus, uninstall.ExitStatus));
        Assert.Contains("awsCredentialExport", installed, StringComparison.Ordinal);
        Assert.Equal(installed, again);
        Assert.Contains("nothing needs to change", second.Output, StringComparison.Ordinal);
        Assert.Equal(System.Text.Encoding.UTF8.GetBytes(Original), await File.ReadAllBytesAsync(Settings, TestContext.Current.CancellationToken));
        Assert.False(File.Exists(_home.ConfigFile));
    }

    [Fact]
    public async Task The_export_that_was_written_hands_out_the_credential()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "A shell is needed.");
        await _home.RunAsync("install", "--no-verify", "-y");
        using var settings = JsonDocument.Parse(await File.ReadAllBytesAsync(Settings, TestContext.Current.CancellationToken));

        Run export = await _home.RunAsync("/bin/sh", ["-c", settings.RootElement.GetProperty("awsCredentialExport").GetString()!]);

        Assert.Equal(Keys.Line("2099-01-01T00:00:00Z"), export.Output);
    }

    [Fact]
    public async Task The_default_chain_comes_to_the_same_credential_and_does_not_ask_itself()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "A shell is needed.");
        await _home.RunAsync("install", "--no-verify", "-y");
        string process = (await File.ReadAllLinesAsync(_home.ConfigFile, TestContext.Current.CancellationToken)).Single(line => line.StartsWith("credential_process = ", StringComparison.Ordinal));
        _home.Variables["AWS_PROFILE"] = "claude-aws";

        Run chain = await _home.RunAsync("/bin/sh", ["-c", process["credential_process = ".Length..]]);
        Run export = await _home.RunAsync("export");

        Assert.Contains("ASIATESTTESTTEST0001", chain.Output, StringComparison.Ordinal);
        Assert.Equal(Keys.Line("2099-01-01T00:00:00Z"), export.Output);
    }

    [Fact]
    public async Task The_rehearsal_tells_how_each_command_did()
    {
        Run run = await _home.RunAsync("install", "-y");

        Assert.Contains("Works       awsCredentialExport: ", run.Output, StringComparison.Ordinal);
        Assert.Contains(" hooks: ", run.Output, StringComparison.Ordinal);
        Assert.Contains(" statusLine: ", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(Keys.Secret, run.Output + run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_written_stays_when_a_command_fails_and_the_exit_status_tells()
    {
        _home.WriteCredentials(string.Empty);
        _home.WriteConfig("[default]\ncredential_process = /no/such/program\nregion = eu-west-1\n");

        Run run = await _home.RunAsync("install", "-y");

        Assert.Equal(17, run.ExitStatus);
        Assert.Contains("FAILS       awsCredentialExport: ", run.Output, StringComparison.Ordinal);
        Assert.Contains("claude-aws uninstall", run.Errors, StringComparison.Ordinal);
        Assert.True(File.Exists(Settings));
    }

    [Fact]
    public async Task It_ends_with_the_next_step()
    {
        Run works = await _home.RunAsync("install", "-y", "--bedrock", "--region", "eu-west-1");
        _home.WriteConfig("[profile sso]\nsso_session = s\nsso_account_id = 123456789012\nsso_role_name = r\nregion = eu-west-1\n[sso-session s]\nsso_start_url = https://x.awsapps.com/start\nsso_region = eu-west-1\n");
        Run signIn = await _home.RunAsync("install", "-y", "--profile", "sso");

        Assert.Equal((0, 0), (works.ExitStatus, signIn.ExitStatus));
        Assert.EndsWith("Next        No restart is needed: running Claude Code sessions use the new settings from the next prompt.\n", works.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("CLAUDE_CODE_USE_BEDROCK", works.Errors, StringComparison.Ordinal);
        Assert.EndsWith("Next        Sign in with: claude-aws login --profile sso. No restart is needed: running Claude Code sessions use the new settings from the next prompt.\n", signIn.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_missing_for_Bedrock_is_said_with_its_command()
    {
        Run run = await _home.RunAsync("install", "-y", "--no-verify");

        Assert.Contains("Set it with: claude-aws install --bedrock", run.Errors, StringComparison.Ordinal);
        Assert.Contains("Set another with: claude-aws install --region REGION", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_profile_ends_with_4_and_the_nearest_name_before_anything_is_written()
    {
        Run run = await _home.RunAsync("install", "-y", "--profile", "defualt");

        Assert.Equal(4, run.ExitStatus);
        Assert.Contains("Did you mean 'default'?", run.Errors, StringComparison.Ordinal);
        Assert.False(File.Exists(Settings));
    }

    [Theory]
    [InlineData("n\n", 130)]
    [InlineData("y\n", 0)]
    public async Task Taking_out_shows_the_difference_and_asks_at_a_terminal(string typed, int status)
    {
        await _home.RunAsync("install", "--no-verify", "--yes");
        string installed = await File.ReadAllTextAsync(Settings, TestContext.Current.CancellationToken);

        Run run = await _home.AtTerminalAsync("Make these changes? [Y/n] ", typed, "uninstall");

        Assert.Equal(status, run.ExitStatus);
        Assert.Contains($"--- {Settings}", run.Output, StringComparison.Ordinal);
        Assert.Equal(status == 130, File.Exists(Settings) && await File.ReadAllTextAsync(Settings, TestContext.Current.CancellationToken) == installed);
    }

    [Fact]
    public async Task Taking_out_asks_nothing_with_yes()
    {
        await _home.RunAsync("install", "--no-verify", "--yes");

        Run run = await _home.AtTerminalAsync(string.Empty, string.Empty, "uninstall", "-y");

        Assert.Equal(0, run.ExitStatus);
        Assert.DoesNotContain("[Y/n]", run.Output, StringComparison.Ordinal);
        Assert.False(File.Exists(Settings));
    }

    [Fact]
    public async Task Taking_out_says_what_it_put_back_and_what_it_removed()
    {
        await File.WriteAllTextAsync(Settings, "{}", TestContext.Current.CancellationToken);
        await _home.RunAsync("install", "--no-verify", "-y");

        Run first = await _home.RunAsync("uninstall");
        Run second = await _home.RunAsync("uninstall");

        Assert.Equal($"Restored    {Settings}\nRemoved     {_home.ConfigFile}\nRunning Claude Code sessions stop using Keepalive from the next prompt.\n", first.Output);
        Assert.Equal($"Keepalive is not installed in {Settings}.\n", second.Output);
        Assert.Equal(second.Output, (await _home.RunAsync("uninstall", "--dry-run")).Output);
    }

    [Fact]
    public async Task A_state_folder_that_takes_no_file_is_a_fault_of_writing_and_no_missing_sign_in()
    {
        string state = Path.Combine(_home.Folder, "taken");
        await File.WriteAllTextAsync(state, "a file", TestContext.Current.CancellationToken);
        _home.Variables["CLAUDE_AWS_STATE"] = state;

        Run run = await _home.RunAsync("install", "--no-verify", "-y");

        Assert.Equal(13, run.ExitStatus);
        Assert.Contains($"{state} is a file, but must be a folder", run.Errors, StringComparison.Ordinal);
        Assert.Contains("Move or delete the file. You can also set another state folder in CLAUDE_AWS_STATE.", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dry_run_shows_the_difference_and_writes_nothing()
    {
        _home.WriteConfig("[profile tool]\ncredential_process = tool --password S3cret-in-a-file\n");

        Run run = await _home.RunAsync("install", "--dry-run");

        Assert.Equal(0, run.ExitStatus);
        Assert.DoesNotContain("S3cret", run.Output + run.Errors, StringComparison.Ordinal);
        Assert.Contains($"+++ {Settings}\n@@ -0,0 +1,", run.Output, StringComparison.Ordinal);
        Assert.Contains("+  \"awsAuthRefresh\": \"", run.Output, StringComparison.Ordinal);
        Assert.Equal([_home.ConfigFile, _home.CredentialsFile], Directory.EnumerateFiles(_home.Folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_is_no_JSON_is_refused_with_its_place()
    {
        await File.WriteAllTextAsync(Settings, "{\n  \"model\": \n}", TestContext.Current.CancellationToken);

        Run run = await _home.RunAsync("install", "--no-verify", "-y");

        Assert.Equal(16, run.ExitStatus);
        Assert.StartsWith($"claude-aws: {Settings}, line 3, column 1: a value is expected.", run.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(64, "--set", "warnMinutes")]
    [InlineData(64, "--default-chain", "--no-default-chain")]
    [InlineData(64, "--scope", "team")]
    [InlineData(17, "--set", "warnMinute=5")]
    public async Task A_mistake_on_the_command_line_has_its_exit_status_and_writes_nothing(int status, params string[] options)
    {
        Assert.Equal(status, (await _home.RunAsync([.. (string[])["install", "--no-verify", "-y"], .. options])).ExitStatus);
        Assert.False(File.Exists(Settings));
    }

    [Fact]
    public async Task A_reload_writes_the_settings_anew_and_changes_no_byte()
    {
        CompanionHome.WriteRested(Settings, "{ /* mine */ }");
        DateTime before = File.GetLastWriteTimeUtc(Settings);

        Run run = await _home.RunAsync("reload");

        Assert.Equal(0, run.ExitStatus);
        Assert.Equal("{ /* mine */ }", await File.ReadAllTextAsync(Settings, TestContext.Current.CancellationToken));
        Assert.True(File.GetLastWriteTimeUtc(Settings) > before);
    }

    public void Dispose() => _home.Dispose();
}
