using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Keepalive.Host.Tests.Support;
using Keepalive.Testing;

namespace Keepalive.Host.Tests;

public sealed partial class PluginTests
{
    private static readonly string s_folder = Path.Combine(Repository.Root, "out", "plugin");

    [Fact]
    public void Manifest_and_marketplace_agree_and_have_the_version_of_the_module()
    {
        JsonNode plugin = Json(".claude-plugin", "plugin.json");
        JsonNode marketplace = Json(".claude-plugin", "marketplace.json");
        JsonNode entry = Assert.Single(marketplace["plugins"]!.AsArray())!;
        string version = ModuleVersion().Match(Repository.Read("Keepalive.psd1")).Groups["version"].Value;

        Assert.Equal((version, version), ((string?)plugin["version"], (string?)entry["version"]));
        Assert.Equal((string?)plugin["name"], (string?)entry["name"]);
        Assert.Equal("./", (string?)entry["source"]);
    }

    [Fact]
    [Trait("Migration", "S22")]
    public void Every_event_runs_the_hook_without_a_shell_and_with_nothing_else()
    {
        JsonObject hooks = Json("hooks", "hooks.json")["hooks"]!.AsObject();

        Assert.Equal(["UserPromptSubmit", "SessionStart", "FileChanged", "StopFailure"], hooks.Select(hook => hook.Key));
        Assert.All(hooks, hook => Assert.Equal(
            """[{"hooks":[{"type":"command","command":"claude-aws","args":["check","--as-hook"],"timeout":10}]}]""", hook.Value!.ToJsonString()));
    }

    [Theory]
    [InlineData("login")]
    [InlineData("status")]
    [InlineData("doctor")]
    [InlineData("install")]
    public void A_command_may_run_what_it_runs_and_no_more(string name)
    {
        string text = File.ReadAllText(Path.Combine(s_folder, "commands", name + ".md"));
        Match head = FrontMatter().Match(text);
        string[] allowed = [.. AllowedCommands().Matches(head.Groups["tools"].Value).Select(match => match.Groups["command"].Value)];
        string[] run = [.. RunCommands().Matches(text).Select(match => match.Groups["command"].Value)];

        Assert.NotEmpty(head.Groups["description"].Value);
        Assert.NotEmpty(run);
        Assert.All(run, command => Assert.Contains(allowed, prefix => command.StartsWith(prefix, StringComparison.Ordinal)));
        Assert.All(allowed, prefix => Assert.StartsWith("claude-aws ", prefix, StringComparison.Ordinal));
        // A command that fails would keep its own words from being read.
        Assert.All(run, command => Assert.EndsWith("|| true", command, StringComparison.Ordinal));
    }

    [Fact]
    public void What_the_catalogue_asks_for_is_there()
    {
        string page = File.ReadAllText(Path.Combine(s_folder, "README.md"));
        string[] commands = [.. Directory.EnumerateFiles(Path.Combine(s_folder, "commands"), "*.md").Select(path => Path.GetFileNameWithoutExtension(path)!).Order(StringComparer.Ordinal)];

        // The page names each command that there is, and none that there is not; and the program that all of them need.
        Assert.Equal(["doctor", "install", "login", "status"], commands);
        Assert.Equal(commands, CommandRows().Matches(page).Select(match => match.Groups["command"].Value).Order(StringComparer.Ordinal));
        Assert.Contains("`claude-aws` must be on PATH", page, StringComparison.Ordinal);
        Assert.True(page.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length >= 40, "The catalogue takes no shorter one.");
        Assert.Equal(Repository.Read("LICENSE"), File.ReadAllText(Path.Combine(s_folder, "LICENSE")));
        Assert.DoesNotContain(Directory.EnumerateFiles(s_folder, "*", SearchOption.AllDirectories), path => File.ReadAllText(path).Contains("@version@", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Claude_Code_itself_finds_nothing_wrong()
    {
        string? claude = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? "claude.exe" : "claude")).FirstOrDefault(File.Exists);
        Assert.SkipWhen(claude is null, "There is no claude on PATH.");
        using var home = new CompanionHome();
        home.Variables["CLAUDE_CONFIG_DIR"] = Path.Combine(home.Folder, ".claude");
        // It has nothing to ask anybody, and would find nobody: port 9 of this machine is a proxy that isn't there.
        home.Variables["CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC"] = "1";
        home.Variables["DISABLE_TELEMETRY"] = "1";
        foreach (string name in new[] { "HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy" })
        {
            home.Variables[name] = "http://127.0.0.1:9";
        }

        Run run = await home.RunAsync(claude, ["plugin", "validate", "--strict", s_folder]);

        Assert.True(run.ExitStatus == 0, run.Output + run.Errors);
    }

    private static JsonNode Json(params string[] path) => JsonNode.Parse(File.ReadAllText(Path.Combine([s_folder, .. path])))!;

    [GeneratedRegex(@"(?m)^\| `/keepalive:(?<command>[a-z]+)` \| \S")]
    private static partial Regex CommandRows();

    [GeneratedRegex("ModuleVersion += '(?<version>[0-9.]+)'")]
    private static partial Regex ModuleVersion();

    [GeneratedRegex("\\A---\r?\ndescription: (?<description>.+)\r?\nallowed-tools: (?<tools>.+)\r?\n---\r?\n")]
    private static partial Regex FrontMatter();

    [GeneratedRegex("Bash\\((?<command>[^:)]+)(:\\*)?\\)")]
    private static partial Regex AllowedCommands();

    [GeneratedRegex("!`(?<command>[^`]+)`")]
    private static partial Regex RunCommands();
}
