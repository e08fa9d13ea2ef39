using System.Globalization;
using Keepalive.Core.Tests.Fuzz;
using Keepalive.Host.Tests.Support;
using Keepalive.Host.Verbs;
using Keepalive.Testing;

namespace Keepalive.Host.Tests.Fuzz;

/// <summary>
/// Command lines that nobody has thought of. All of them are read in this process, by the readers of the hot verbs and by the full command line; some are
/// run as a person runs them. KEEPALIVE_FUZZ_INPUTS sets how many are read; a hundredth of them, 2000 at most, is run.
/// </summary>
public sealed class CommandLineFuzz(ITestOutputHelper output) : IDisposable
{
    /// <summary>about_KeepaliveErrors: 2 tells Claude Code to block a prompt, 134 and more is a crash.</summary>
    private static readonly int[] s_statuses = [0, 1, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 64, 127, 130];

    private static readonly string[] s_verbs =
    [
        "export", "status", "check", "statusline", "login", "logout", "config", "secret", "exec", "install", "uninstall", "reload", "doctor", "explain", "logs", "support-bundle", "refresh",
        "autologin", "get", "set", "unset", "list", "test", "remove", "help", "stauts", "",
    ];

    private static readonly string[] s_words =
    [
        "--profile", "-p", "--format", "--timeout", "--all", "--json", "--quiet", "-q", "--minimum-remaining", "--as-hook", "--lines", "-n", "--path", "--fix", "--undo", "--dry-run", "--force", "--scope",
        "--offline", "--online", "--strict", "--run-helpers", "--yes", "--store", "--account", "--recipe", "--output", "--help", "-h", "-?", "--version", "--", "-", "@file", "[suggest]", "[diagram]",
        "default", "work", "abc", "0", "1", "-1", "1e9", "3600", "99999999999999999999", "NaN", "true", "false", "user", "project", "managed", "claude", "process", "env", "powershell",
        "profile", "warnMinutes", "é", "\u0000", "\u001b[31m", "\ud83d\ude00", " ", "=", "--lines=abc", "--all=maybe", "--timeout=", "--format=x", "-n5", "-pq", "a b", "../..", "*", "%s", new string('x', 4000),
    ];

    private readonly CompanionHome _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public void Any_command_line_is_read_or_refused_with_a_reason() =>
        FuzzRun.Run(output, random => Join(Line(random)), input =>
        {
            string[] arguments = Split(input);
            _ = ExportArguments.TryRead(arguments, out _);
            _ = RefreshArguments.TryRead(arguments, out _);
            _ = HookArguments.Read(arguments)?.IsCertain;
            _ = HookArguments.ProfileOf(arguments);
            (_, IReadOnlyList<string> errors) = CommandTree.Read(arguments);
            Assert.DoesNotContain(errors, string.IsNullOrWhiteSpace);
        });

    [Fact]
    public async Task Any_command_line_ends_with_a_status_of_the_table()
    {
        _home.Variables["AWS_ENDPOINT_URL"] = _home.Variables["HTTPS_PROXY"] = _home.Variables["HTTP_PROXY"] = "http://127.0.0.1:1";
        _home.Variables["CLAUDE_AWS_STATE"] = Path.Combine(_home.Folder, "state");
        _home.Variables["DISPLAY"] = _home.Variables["WAYLAND_DISPLAY"] = _home.Variables["DBUS_SESSION_BUS_ADDRESS"] = null;
        _home.WriteCredentials(Keys.Profile("default", "2099-01-01T00:00:00Z"));
        int runs = Math.Clamp(FuzzRun.Inputs / 100, 1, FuzzRun.Inputs == FuzzRun.DefaultInputs ? 25 : 2000);
        for (int number = 0; number < runs; number++)
        {
            string[] arguments = [.. Line(new Random(FuzzRun.Seed + number)).Select(word => word.Replace("\0", string.Empty, StringComparison.Ordinal))];
            Run run = await _home.RunAsync(arguments);
            string line = string.Create(CultureInfo.InvariantCulture, $"seed {FuzzRun.Seed}, run {number}: {string.Join(' ', arguments.Select(word => $"'{word}'"))}: {run.ExitStatus}\n{run.Errors}");
            // The status of exec is that of the program that it runs: there is an env, a test and an install on most machines.
            Assert.True(s_statuses.Contains(run.ExitStatus) || (arguments is ["exec", ..] && run.ExitStatus < 134), line);
            Assert.False(run.Errors.Contains("Unhandled exception", StringComparison.Ordinal) || run.Errors.Contains("\n   at ", StringComparison.Ordinal), line);
            Assert.False(run.Errors.Contains("unexpected error", StringComparison.Ordinal), line);
        }

        output.WriteLine($"seed {FuzzRun.Seed}, {runs} runs");
    }

    private static string[] Line(Random random)
    {
        List<string> words = random.Next(12) == 0 ? [] : [s_verbs[random.Next(s_verbs.Length)]];
        for (int count = random.Next(6); count > 0; count--)
        {
            string word = random.Next(8) == 0 ? s_verbs[random.Next(s_verbs.Length)] : s_words[random.Next(s_words.Length)];
            words.Add(random.Next(10) == 0 && word.Length > 0 ? Damage(random, word) : word);
        }

        return [.. words];
    }

    private static string Damage(Random random, string word)
    {
        int at = random.Next(word.Length);
        return random.Next(3) switch
        {
            0 => word[..at] + word[(at + 1)..],
            1 => word[..at] + (char)random.Next(1, 0x300) + word[at..],
            _ => word[..at] + "=" + word[at..],
        };
    }

    /// <summary>A word may hold anything but this mark.</summary>
    private static byte[] Join(string[] words) => System.Text.Encoding.UTF8.GetBytes(string.Join('\uE000', words));

    private static string[] Split(byte[] input) => input.Length == 0 ? [] : System.Text.Encoding.UTF8.GetString(input).Split('\uE000');
}
