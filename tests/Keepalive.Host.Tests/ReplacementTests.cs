using Keepalive.Host.Tests.Support;
using Keepalive.Testing;

namespace Keepalive.Host.Tests;

/// <summary>What users of cc-aws-keepalive were hurt by as a whole program, and not in one of its functions.</summary>
public sealed partial class ReplacementTests : IDisposable
{
    private readonly CompanionHome _home = new();

    public ReplacementTests()
    {
        _home.WriteCredentials(Keys.Profile("default", "2099-01-01T00:00:00Z"));
        _home.Variables["CLAUDE_AWS_STATE"] = Path.Combine(_home.Folder, "state");
        _home.Variables["AWS_ENDPOINT_URL"] = "http://127.0.0.1:1";
    }

    /// <summary>The login waits for a file that is made only when the hook has answered.</summary>
    [Fact]
    [Trait("Migration", "W4")]
    public async Task No_prompt_waits_for_the_login_that_its_hook_starts()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "a line for sh");
        CancellationToken token = TestContext.Current.CancellationToken;
        string answered = Path.Combine(_home.Folder, "answered");
        string done = Path.Combine(_home.Folder, "done");
        string configuration = Path.Combine(_home.Folder, "config.json");
        string login = $"n=0; until [ -e '{answered}' ] || [ $n = 600 ]; do n=$((n+1)); sleep 0.1; done; [ -e '{answered}' ] && touch '{done}'";
        CompanionHome.WriteRested(configuration, new System.Text.Json.Nodes.JsonObject { ["autoLoginCmd"] = login }.ToJsonString());
        _home.Variables["CLAUDE_AWS_CONFIG"] = configuration;
        _home.Variables["CLAUDE_CODE_ENTRYPOINT"] = "cli";
        _home.WriteCredentials(Keys.Profile("default", "2020-01-01T00:00:00Z"));
        using System.Diagnostics.Process hook = _home.Start(CompanionHome.Companion, ["check", "--as-hook"]);
        await hook.StandardInput.WriteAsync("{\"session_id\":\"5f0c\",\"hook_event_name\":\"UserPromptSubmit\",\"prompt\":\"hello\"}\n");
        hook.StandardInput.Close();

        Run answer = await CompanionHome.FinishAsync(hook);
        Assert.False(File.Exists(done));
        await File.WriteAllTextAsync(answered, string.Empty, token);
        await Waiting.UntilAsync(() => File.Exists(done), token);

        Assert.Equal(0, answer.ExitStatus);
        Assert.Contains("Automatic login (autoLoginCmd) ", answer.Output, StringComparison.Ordinal);

        // Its outcome, that it has left nothing, is told: nobody writes in this home any more.
        await Waiting.UntilAsync(async () => (await _home.RunAsync("refresh")).ExitStatus == 15, token);
    }

    [Theory]
    [InlineData("export")]
    [InlineData("refresh")]
    [InlineData("check", "--as-hook")]
    [InlineData("statusline")]
    [Trait("Migration", "W15")]
    public async Task No_slot_needs_an_interpreter_or_anything_else_on_PATH(params string[] arguments)
    {
        _home.Variables["PATH"] = Path.Combine(_home.Folder, "empty");

        Assert.Equal((0, ""), (await _home.RunAsync(arguments)) is var run ? (run.ExitStatus, run.Errors) : default);
    }

    [Theory]
    [InlineData("export")]
    [InlineData("refresh")]
    [InlineData("check", "--as-hook")]
    [InlineData("statusline")]
    [InlineData("status", "--all")]
    [InlineData("config", "set", "warnMinutes", "20")]
    [InlineData("install", "--no-verify", "--yes")]
    [InlineData("uninstall")]
    [Trait("Migration", "W21")]
    public async Task Nothing_makes_the_folder_aws_where_the_files_lie_elsewhere(params string[] arguments)
    {
        string elsewhere = Path.Combine(_home.Folder, "elsewhere");
        Directory.Move(Path.Combine(_home.Folder, ".aws"), elsewhere);
        _home.Variables["AWS_SHARED_CREDENTIALS_FILE"] = Path.Combine(elsewhere, "credentials");
        _home.Variables["AWS_CONFIG_FILE"] = Path.Combine(elsewhere, "config");
        string before = await File.ReadAllTextAsync(Path.Combine(elsewhere, "credentials"), TestContext.Current.CancellationToken);

        Assert.Equal(0, (await _home.RunAsync(arguments)).ExitStatus);

        Assert.False(Directory.Exists(Path.Combine(_home.Folder, ".aws")));
        Assert.Equal(before, await File.ReadAllTextAsync(Path.Combine(elsewhere, "credentials"), TestContext.Current.CancellationToken));
    }

    /// <summary>What it lacked. What copies credentials to other machines is not among the verbs on purpose (docs/migration.md).</summary>
    [Fact]
    [Trait("Migration", "W21")]
    [Trait("Migration", "W23")]
    public async Task The_verbs_have_what_was_missing_and_nothing_that_copies_credentials()
    {
        string help = (await _home.RunAsync("--help")).Output;

        string[] verbs = [.. VerbRows().Matches(help).Select(match => match.Groups["verb"].Value)];
        Assert.Superset(new HashSet<string> { "login", "logout", "status", "refresh", "uninstall", "secret", "exec" }, new HashSet<string>(verbs));

        // Each is a verb of its own and not only a word: its own help has another first line than the program's.
        foreach (string verb in verbs.Where(verb => verb is "login" or "logout" or "uninstall" or "exec"))
        {
            Run own = await _home.RunAsync(verb, "--help");
            Assert.Equal((0, string.Empty), (own.ExitStatus, own.Errors));
            Assert.Contains($"claude-aws {verb}", own.Output, StringComparison.Ordinal);
        }

        Assert.All(verbs, verb => Assert.DoesNotMatch("sync|push|copy|send|upload|share|export-to|remote|ssh", verb));
        Assert.DoesNotMatch(@"(?i)\b(another|other|remote) (machine|computer|host)", help);
    }

    public void Dispose() => _home.Dispose();

    [System.Text.RegularExpressions.GeneratedRegex(@"(?m)^  (?<verb>[a-z][a-z-]+)\b")]
    private static partial System.Text.RegularExpressions.Regex VerbRows();
}
