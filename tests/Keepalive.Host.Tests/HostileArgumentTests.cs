using Keepalive.Host.Tests.Support;

namespace Keepalive.Host.Tests;

/// <summary>A sample of command lines that nobody means, on the real program: statuses of the table alone, no stack, nothing that waits. Core's fuzz tests go further in process.</summary>
public sealed class HostileArgumentTests : IDisposable
{
    private const int Lines = 60;

    private static readonly string[] s_words =
    [
        string.Empty, " ", "-", "--", "---", "-x", "--profile", "--profile=", "-p", "--timeout", "--timeout=NaN", "1e999", "-1", "0", "99999999999999999999", "--format=", "--json=maybe", "--json",
        "--all", "--help", "-h", "-?", "--version", "@file", "@", "[suggest]", "[suggest:999]", "[diagram]", "[env:A=B]", "\e[2J", "\u202E", "a\nb", "\t", "日本", "'", "\"", "\\", "$(id)", "%PATH%", "..", "/", "/dev/null",
        "--id", "KA000", "-n", "-nabc", "-q", "-qq", "--dry-run", "--yes", "set", "get", "list", "test", new string('a', 50_000), "--" + new string('b', 5_000), "\uFFFD", "=", "--=", "--profile==", "--offline",
    ];

    private static readonly string[] s_verbs =
    [
        "export", "status", "check", "statusline", "logout", "config", "secret", "exec", "uninstall", "doctor", "explain", "logs", "refresh", "autologin", "reload",
        "auto-login-worker", "renew-worker", "sign-in-worker", "statusline-worker", "nothing", string.Empty, "config set", "config get", "secret test", "secret remove",
    ];

    private readonly CompanionHome _home = new();

    [Fact]
    public async Task No_command_line_crashes_it()
    {
        _home.Variables["CLAUDE_AWS_STATE"] = Path.Combine(_home.Folder, "state");
        var random = new Random(20261129);
        for (int line = 0; line < Lines; line++)
        {
            string[] words =
            [
                .. s_verbs[line % s_verbs.Length].Split(' '),
                .. Enumerable.Range(0, random.Next(6)).Select(_ => s_words[random.Next(s_words.Length)]),
            ];

            Run run = await _home.RunAsync(words);

            string what = string.Join(' ', words.Select(word => VisibleText.Line(word.Length > 50 ? word[..50] : word)));
            Assert.True(ExitStatus.All.Contains(run.ExitStatus), $"{run.ExitStatus}: {what}");
            Assert.False(run.Errors.Contains("   at ", StringComparison.Ordinal) || run.Errors.Contains("unexpected error (", StringComparison.Ordinal), $"{what}: {run.Errors}");
        }
    }

    [Theory]
    [InlineData("statsu", "did you mean 'status'?")]
    [InlineData("doctor --ofline", "did you mean '--offline'?")]
    [InlineData("config lst", "did you mean 'list'?")]
    [InlineData("export --porfile=x", "did you mean '--profile'?")]
    [InlineData("log-in", "did you mean 'login'?")]
    public async Task A_misspelt_verb_or_option_is_told_with_the_nearest_one(string line, string words)
    {
        Run run = await _home.RunAsync(line.Split(' '));

        Assert.Equal((64, string.Empty), (run.ExitStatus, run.Output));
        Assert.Contains(words, run.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("abc")]
    [InlineData("0")]
    [InlineData("-5")]
    [InlineData("1.5")]
    [InlineData("99999999999")]
    public async Task A_number_of_log_entries_that_is_none_is_wrong_usage(string number)
    {
        Run run = await _home.RunAsync("logs", "-n", number);

        Assert.Equal(64, run.ExitStatus);
        Assert.Contains($"'{number}' is not valid", run.Errors, StringComparison.Ordinal);
    }

    public void Dispose() => _home.Dispose();
}
