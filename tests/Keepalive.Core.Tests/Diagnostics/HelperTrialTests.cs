using Keepalive.Core.Tests.Platform.Processes;
using Keepalive.Diagnostics;
using Keepalive.Diagnostics.Facts;
using Keepalive.Diagnostics.Findings;
using Keepalive.Diagnostics.HelperRuns;

namespace Keepalive.Core.Tests.Diagnostics;

/// <summary>The helpers are run as Claude Code runs them, and are gone afterwards.</summary>
[Collection("Processes")]
public sealed class HelperTrialTests : IDisposable
{
    private const string Export = """{"awsCredentialExport": "tool export"}""";
    private const string Keys = "\"AccessKeyId\": \"ASIA\", \"SecretAccessKey\": \"" + DiagnosticHome.Secret + "\", \"SessionToken\": \"" + DiagnosticHome.Secret + "\"";

    private readonly DiagnosticHome _home = new();

    public HelperTrialTests() => Assert.SkipWhen(OperatingSystem.IsWindows(), "The helpers here are scripts of sh.");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string Good => $$"""echo '{"Credentials": { {{Keys}}, "Expiration": "{{_home.At(60)}}" } }'""";

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task Helpers_that_do_their_work_are_no_finding()
    {
        Script("claude-aws", $"case \"$1\" in export) {Good};; check) cat > seen; echo '{{}}';; *) echo line;; esac");
        _home.With(".claude/settings.json", """
            {"awsCredentialExport": "claude-aws export", "awsAuthRefresh": "claude-aws refresh",
             "statusLine": {"type": "command", "command": "claude-aws statusline", "refreshInterval": 5},
             "hooks": {"UserPromptSubmit": [{"hooks": [{"type": "command", "command": "claude-aws", "args": ["check", "--as-hook"]}]}]}}
            """);

        Assert.Empty(await FindAsync());
        Assert.StartsWith("""{"session_id":""", await File.ReadAllTextAsync(Path.Combine(_home.WorkingDirectory, "seen"), Stop), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("echo hello; GOOD", "KA701", "there is other text before its JSON")]
    [InlineData("GOOD; echo bye", "KA701", "there is other text after its JSON")]
    [InlineData("yes", "KA701", "it printed too much output, and was stopped")]
    [InlineData("true", "KA702", "it prints nothing")]
    [InlineData("echo AWS_ACCESS_KEY_ID=ASIA; echo AWS_SECRET_ACCESS_KEY=S3cr3tThatNobodyMaySee", "KA702", "it prints variables, not JSON")]
    [InlineData("echo '[]'", "KA702", "its output is not a JSON object")]
    [InlineData("echo '{\"AccessKeyId\": \"AKIA\", \"SecretAccessKey\": \"S3cr3tThatNobodyMaySee\"}'", "KA702", "its JSON has no SessionToken; Claude Code does not accept long-lived keys")]
    [InlineData("echo '{\"accessKeyId\": \"A\", \"secretAccessKey\": \"S3cr3tThatNobodyMaySee\", \"sessionToken\": \"c\"}'", "KA702", "its JSON has no AccessKeyId, no SecretAccessKey, no SessionToken; the names must begin with capital letters")]
    [InlineData("cat", "KA703", "it did not end within 1 s, and was stopped")]
    [InlineData("echo S3cr3tThatNobodyMaySee >&2; exit 3", "KA704", "it ended with exit status 3")]
    [InlineData("GOOD; exit 1", "KA704", "it ended with exit status 1")]
    [InlineData("exec no-such-program-anywhere", "KA705", "the shell reports that the program or script does not exist")]
    public async Task What_is_wrong_with_an_export_is_told(string script, string id, string seen)
    {
        Script("tool", script.Replace("GOOD", Good, StringComparison.Ordinal));
        _home.With(".claude/settings.json", Export);

        DiagnosticFinding finding = Assert.Single(await FindAsync(script == "cat" ? 1 : 60));

        Assert.Equal((id, DiagnosticSeverity.Error), (finding.Id, finding.Severity));
        Assert.Equal($"awsCredentialExport in ~/.claude/settings.json, line 1 (tool ...): {seen}.", finding.Seen);
        Assert.DoesNotContain(DiagnosticHome.Secret, finding.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(", \"Expiration\": \"PAST\"", "KA706", "its credential expired 1 h 0 min ago")]
    [InlineData(", \"Expiration\": \"SOON\"", "KA706", "its credential expires in 5 min")]
    [InlineData(", \"Expiration\": 1999999999", "KA707", "its Expiration is not a time")]
    [InlineData("", "KA707", "its JSON has no Expiration")]
    public async Task The_end_of_what_it_hands_out_is_looked_at(string end, string id, string seen)
    {
        string json = "{\"Version\": 1, " + Keys + end.Replace("PAST", _home.At(-60), StringComparison.Ordinal).Replace("SOON", _home.At(5), StringComparison.Ordinal) + "}";
        Script("tool", $"echo '{json}'");
        _home.With(".claude/settings.json", Export);

        DiagnosticFinding finding = Assert.Single(await FindAsync());

        Assert.Equal(id, finding.Id);
        Assert.EndsWith($": {seen}.", finding.Seen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sign_in_that_is_needed_is_good_to_know()
    {
        Script("claude-aws", "exit 10");
        _home.With(".claude/settings.json", """{"awsCredentialExport": "claude-aws export"}""");

        DiagnosticFinding finding = Assert.Single(await FindAsync());

        Assert.Equal(("KA704", DiagnosticSeverity.Information), (finding.Id, finding.Severity));
    }

    [Fact]
    public async Task A_program_that_may_not_be_executed_is_told_by_its_shell()
    {
        Script("tool", "true");
        _home.WithMode(0x180, "bin", "tool").With(".claude/settings.json", """{"awsCredentialExport": "test -f x; $HOME/bin/tool"}""");

        Assert.Equal("KA705", Assert.Single(await FindAsync()).Id);
    }

    [Fact]
    public async Task A_hook_that_speaks_to_the_model_and_a_slow_status_line_are_warnings()
    {
        Script("claude-aws", "case \"$1\" in check) echo hello;; *) exec sleep 1000;; esac");
        _home.With(".claude/settings.json", """
            {"statusLine": {"type": "command", "command": "claude-aws statusline", "refreshInterval": 1}, "hooks": {"SessionStart": [{"hooks": [{"type": "command", "command": "claude-aws check --as-hook"}]}]}}
            """);

        IReadOnlyList<DiagnosticFinding> found = await FindAsync(seconds: 1);

        Assert.Equal([("KA702", DiagnosticSeverity.Warning), ("KA703", DiagnosticSeverity.Warning)], found.Select(finding => (finding.Id, finding.Severity)));
    }

    [Fact]
    public async Task What_may_ask_a_person_or_do_anything_is_left_alone()
    {
        Script("tool", "touch ran");
        _home.With(".claude/settings.json", """{"awsAuthRefresh": "tool login", "hooks": {"Stop": [{"hooks": [{"type": "command", "command": "tool"}]}]}}""");

        IReadOnlyList<DiagnosticFinding> found = await FindAsync();

        Assert.Equal(["KA708", "KA708"], found.Select(finding => finding.Id));
        Assert.False(File.Exists(Path.Combine(_home.WorkingDirectory, "ran")));
    }

    [Fact]
    public async Task It_has_the_variables_of_the_settings_and_the_mark_of_a_rehearsal()
    {
        Script("tool", $"""[ "$MINE" = 'a b' ] && [ "$CLAUDE_AWS_REHEARSE" = 1 ] && [ "$CLAUDE_CODE_ENTRYPOINT" = cli ] && [ "$PWD" = "{_home.WorkingDirectory}" ] && {Good}""");
        _home.With(".claude/settings.json", """{"awsCredentialExport": "tool export", "env": {"MINE": "a b"}}""");

        Assert.Empty(await FindAsync());
    }

    [Fact]
    public async Task Nothing_of_it_is_left_when_its_time_is_over()
    {
        Script("tool", "sleep 1000 & echo $! > child; echo $$ > own; wait");
        _home.With(".claude/settings.json", Export);

        Assert.Equal("KA703", Assert.Single(await FindAsync(seconds: 1)).Id);
        Assert.All(["child", "own"], name => AssertGone(int.Parse(File.ReadAllText(Path.Combine(_home.WorkingDirectory, name)), null)));
    }

    [Fact]
    public async Task Nothing_of_it_is_left_when_the_person_gives_up()
    {
        Script("tool", "echo $$ > own.tmp; mv own.tmp own; exec sleep 1000");
        _home.With(".claude/settings.json", Export);
        using var person = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        Task<IReadOnlyList<HelperRun>> running = TrialOf(TimeSpan.FromMinutes(10)).RunAllAsync(person.Token);
        string own = Path.Combine(_home.WorkingDirectory, "own");
        while (!File.Exists(own))
        {
            await Task.Yield();
        }

        await person.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        AssertGone(int.Parse(await File.ReadAllTextAsync(own, Stop), null));
    }

    [Fact]
    public void Without_being_asked_nothing_is_run()
    {
        Script("tool", "touch ran");
        _home.With(".claude/settings.json", Export);

        Assert.DoesNotContain(_home.Examine().Findings, finding => finding.Area == DiagnosticArea.Helpers);
        Assert.False(File.Exists(Path.Combine(_home.WorkingDirectory, "ran")));
    }

    private static void AssertGone(int pid) => Assert.True(DummyProgram.IsGone(pid));

    private void Script(string name, string text)
    {
        Directory.CreateDirectory(_home.WorkingDirectory);
        _home.WithScript($"bin/{name}", $"#!/bin/sh\n{text}\n").Set("PATH", $"{Path.Combine(_home.Folder, "bin")}:/usr/bin:/bin");
    }

    private HelperTrial TrialOf(TimeSpan limit) => new(new DiagnosticContext(_home.Environment, new DiagnosticOptions(null, _home.WorkingDirectory), _home.Clock))
    {
        LimitOf = _ => limit,
    };

    /// <summary>What is found by running them, and by nothing else.</summary>
    private async Task<IReadOnlyList<DiagnosticFinding>> FindAsync(int seconds = 60)
    {
        DiagnosticReport report = _home.Examine(runs: await TrialOf(TimeSpan.FromSeconds(seconds)).RunAllAsync(Stop));
        return [.. report.Findings.Where(finding => finding.Area == DiagnosticArea.Helpers)];
    }
}
