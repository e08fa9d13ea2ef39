using System.Text.Json;
using Keepalive.Host.Tests.Support;

namespace Keepalive.Host.Tests;

/// <summary><c>claude-aws doctor</c>, run as a person runs it.</summary>
public sealed class DoctorTests : IDisposable
{
    private const string Healthy = "[default]\nregion = eu-west-1\ncredential_process = true\n";

    private readonly CompanionHome _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task Says_so_when_all_is_well()
    {
        _home.WriteConfig(Healthy);

        Run run = await _home.RunAsync("doctor", "--offline", "--strict");

        Assert.Equal(0, run.ExitStatus);
        Assert.Matches(@"^No problem found: \d+ checks passed\.\n$", run.Output);
    }

    [Fact]
    public async Task Exits_with_1_for_an_error_and_ends_with_one_sentence()
    {
        _home.WriteConfig(Healthy + "sso_session = gone\nsso_rol = x\n");

        Run run = await _home.RunAsync("doctor", "--offline");

        Assert.Equal(1, run.ExitStatus);
        Assert.StartsWith("Errors (fix these first)\n\nKA102  The sso-session of a profile does not exist\n", run.Output, StringComparison.Ordinal);
        Assert.EndsWith("\n2 errors and 1 warning. Begin with KA102: The sso-session of a profile does not\nexist.\n", run.Output, StringComparison.Ordinal);
        Assert.All(run.Output.Split('\n'), line => Assert.True(line.Length <= 80, line));
    }

    [Fact]
    public async Task A_warning_is_no_failure_unless_strict()
    {
        _home.WriteConfig(Healthy + "sso_rol = x\n");

        Assert.Equal(0, (await _home.RunAsync("doctor", "--offline")).ExitStatus);
        Assert.Equal(1, (await _home.RunAsync("doctor", "--offline", "--strict")).ExitStatus);
    }

    [Fact]
    public async Task A_program_gets_every_field()
    {
        _home.WriteConfig(Healthy + "sso_rol = x\n");

        using var document = JsonDocument.Parse((await _home.RunAsync("doctor", "--offline", "--json")).Output);

        Assert.True(document.RootElement.GetProperty("isHealthy").GetBoolean());
        JsonElement finding = Assert.Single(document.RootElement.GetProperty("findings").EnumerateArray());
        Assert.Equal(("KA109", "Profile", "Warning", 4), (
            finding.GetProperty("id").GetString(), finding.GetProperty("area").GetString(), finding.GetProperty("severity").GetString(), finding.GetProperty("line").GetInt32()));
        Assert.Equal("Rename it to 'sso_role_name'.", finding.GetProperty("remedy").GetString());
    }

    [Fact]
    public async Task Lists_what_claude_code_calls_for_a_program()
    {
        _home.WriteConfig(Healthy);
        WriteSettings("""{"awsCredentialExport": "claude-aws export"}""");

        using var document = JsonDocument.Parse((await _home.RunAsync("doctor", "--offline", "--json")).Output);

        JsonElement helper = Assert.Single(document.RootElement.GetProperty("helpers").EnumerateArray());
        Assert.Equal(("awsCredentialExport", "claude-aws export", "User", 1, true, true), (
            helper.GetProperty("slot").GetString(), helper.GetProperty("command").GetString(), helper.GetProperty("scope").GetString(),
            helper.GetProperty("line").GetInt32(), helper.GetProperty("counts").GetBoolean(), helper.GetProperty("isOurs").GetBoolean()));
        Assert.Contains(
            document.RootElement.GetProperty("settings").EnumerateArray(),
            place => place.GetProperty("scope").GetString() == "User" && place.GetProperty("state").GetString() == "Read");
    }

    [Fact]
    public async Task Runs_the_helpers_only_when_asked()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The helper here is a script of sh.");
        _home.WriteConfig(Healthy);
        string helper = Path.Combine(_home.Folder, "helper");
        await File.WriteAllTextAsync(helper, $"#!/bin/sh\ntouch '{_home.Folder}/ran'\necho S3cr3tThatNobodyMaySee\n", TestContext.Current.CancellationToken);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(helper, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        WriteSettings($$"""{"awsCredentialExport": "{{helper}} x"}""");

        Assert.Equal(0, (await _home.RunAsync("doctor", "--offline")).ExitStatus);
        Assert.False(File.Exists(Path.Combine(_home.Folder, "ran")));

        Run run = await _home.RunAsync("doctor", "--offline", "--run-helpers");
        Assert.Equal(1, run.ExitStatus);
        Assert.Contains("KA702  A helper prints output that Claude Code rejects", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("S3cr3t", run.Output + run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mends_tells_what_is_left_and_takes_it_back()
    {
        const string Faulty = "[default]\nRegion = eu-west-1\ncredential_process = true\nsso_foo = x\n";
        _home.WriteConfig(Faulty);

        Run found = await _home.RunAsync("doctor", "--offline");
        Assert.Contains("       Fix: Write the config key in lower case.\n", found.Output, StringComparison.Ordinal);
        Assert.Contains("'claude-aws doctor --fix'", found.Output, StringComparison.Ordinal);

        Run fix = await _home.RunAsync("doctor", "--fix");
        Assert.Equal((0, string.Empty), (fix.ExitStatus, fix.Errors));
        Assert.StartsWith("Repaired KA305  ~/.aws/config, line 2: the config key contains capital letters.\nChanged         ", fix.Output, StringComparison.Ordinal);
        Assert.EndsWith("\nNo error and 1 warning. Begin with KA109: No tool knows this config key.\n", fix.Output, StringComparison.Ordinal);
        Assert.Contains("\nregion = eu-west-1\n", File.ReadAllText(_home.ConfigFile), StringComparison.Ordinal);

        Run undo = await _home.RunAsync("doctor", "--undo");
        Assert.Equal((0, $"Restored        {_home.ConfigFile}\n"), (undo.ExitStatus, undo.Output));
        Assert.Equal(Faulty, File.ReadAllText(_home.ConfigFile));
        Assert.Equal("There is no repair to undo.\n", (await _home.RunAsync("doctor", "--undo")).Output);
    }

    [Fact]
    public async Task Shows_a_repair_without_doing_it()
    {
        _home.WriteConfig("[default]\nRegion = eu-west-1\ncredential_process = true\n");
        string[] before = Everything();

        Run run = await _home.RunAsync("doctor", "--fix", "--dry-run");

        Assert.Equal(
            (0, $"--- {_home.ConfigFile}\n+++ {_home.ConfigFile}\n@@ -1,3 +1,3 @@\n [default]\n-Region = eu-west-1\n+region = eu-west-1\n credential_process = true\n"),
            (run.ExitStatus, run.Output));
        Assert.Equal(before, Everything());
    }

    [Fact]
    public async Task A_program_gets_what_was_mended_and_what_is_left()
    {
        _home.WriteConfig("[default]\nRegion = eu-west-1\ncredential_process = true\noutput = json # mine\n");

        using var document = JsonDocument.Parse((await _home.RunAsync("doctor", "--fix", "--id", "ka305", "--json")).Output);

        Assert.Equal("KA305", Assert.Single(document.RootElement.GetProperty("repaired").EnumerateArray()).GetProperty("id").GetString());
        JsonElement left = Assert.Single(document.RootElement.GetProperty("findings").EnumerateArray());
        Assert.Equal(("KA304", true), (left.GetProperty("id").GetString(), left.GetProperty("fixable").GetBoolean()));
    }

    [Theory]
    [InlineData("--fix", "--undo")]
    [InlineData("--dry-run")]
    [InlineData("--id", "KA305")]
    public async Task Refuses_what_makes_no_sense(params string[] options) => Assert.Equal(64, (await _home.RunAsync(["doctor", .. options])).ExitStatus);

    [Fact]
    public async Task A_check_that_does_not_exist_is_refused()
    {
        _home.WriteConfig(Healthy);

        Run run = await _home.RunAsync("doctor", "--fix", "--id", "KA999");

        Assert.Equal((17, "claude-aws: There is no check 'KA999'.\n  The page about_KeepaliveDiagnostics lists all checks.\n"), (run.ExitStatus, run.Errors));
    }

    private string[] Everything() =>
    [
        .. Directory.EnumerateFileSystemEntries(_home.Folder, "*", SearchOption.AllDirectories).Append(_home.Folder).Order(StringComparer.Ordinal)
            .Select(path => $"{path} {File.GetLastWriteTimeUtc(path).Ticks} {(File.Exists(path) ? Convert.ToHexString(File.ReadAllBytes(path)) : "folder")}"),
    ];

    private void WriteSettings(string json)
    {
        Directory.CreateDirectory(Path.Combine(_home.Folder, ".claude"));
        CompanionHome.WriteRested(Path.Combine(_home.Folder, ".claude", "settings.json"), json);
        _home.Variables["PATH"] = Path.GetDirectoryName(CompanionHome.Companion) + Path.PathSeparator + Environment.GetEnvironmentVariable("PATH");
    }
}
