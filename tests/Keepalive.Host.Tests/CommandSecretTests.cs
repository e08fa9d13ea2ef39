using System.Text.Json.Nodes;
using Keepalive.Host.Tests.Support;
using Keepalive.Secrets;
using Keepalive.Testing;

namespace Keepalive.Host.Tests;

/// <summary>A password manager gives the secrets, as a user of claude-aws sets it up. The password managers are played by scripts on PATH.</summary>
public sealed class CommandSecretTests : IDisposable
{
    private const string Planted = "PlantedSecret-ü𝄞 1";
    private const string Code = "867530";

    private readonly CompanionHome _home = new();

    public CommandSecretTests()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The password managers are played by shell scripts.");
        Directory.CreateDirectory(Path.Combine(_home.Folder, "bin"));
        _home.Variables["PATH"] = $"{Path.Combine(_home.Folder, "bin")}:{Environment.GetEnvironmentVariable("PATH")}";
        _home.Variables["CLAUDE_AWS_CONFIG"] = Configuration;
        _home.Variables["CLAUDE_AWS_STATE"] = Path.Combine(_home.Folder, "state");
        _home.Variables["CLAUDE_AWS_SECRET_STORE"] = "plaintext";
        File.WriteAllText(Path.Combine(_home.Folder, "password"), Planted + "\n");
        File.WriteAllText(Path.Combine(_home.Folder, "code"), Code + "\n");
    }

    public static TheoryData<string> Lines => [.. PasswordManagers.All.Select(static one => one.Line)];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string Configuration => Path.Combine(_home.Folder, "config.json");

    public void Dispose() => _home.Dispose();

    [Theory]
    [MemberData(nameof(Lines))]
    public async Task The_documented_line_of_a_password_manager_works(string line)
    {
        PasswordManagerLine documented = PasswordManagers.All.Single(one => one.Line == line);
        string kind = documented.Kind == SecretKind.Totp ? "totp" : "password";
        string[] words = line.Replace("~", _home.Folder, StringComparison.Ordinal).Split(' ');
        Play(words[0], words[1..], documented.Kind == SecretKind.Totp ? "code" : "password");

        Run set = await _home.RunAsync("secret", "set", "--profile", "work", "--kind", kind, "--command", line);
        Run test = await _home.RunAsync("secret", "test", "--profile", "work", "--kind", kind);
        Run list = await _home.RunAsync("secret", "list");
        Run json = await _home.RunAsync("secret", "list", "--json");

        Assert.True((set.ExitStatus, test.ExitStatus, list.ExitStatus) == (0, 0, 0), set.Errors + test.Errors + list.Errors);
        Assert.Equal(line, JsonNode.Parse(await File.ReadAllTextAsync(Configuration, Stop))!["profiles"]!["work"]![kind == "totp" ? "totpCommand" : "passwordCommand"]!.GetValue<string>());
        Assert.Contains($"comes from {(kind == "totp" ? "totpCommand" : "passwordCommand")} ({words[0]}).", test.Output, StringComparison.Ordinal);
        Assert.Contains($"({words[0]})", list.Output, StringComparison.Ordinal);
        JsonNode listed = JsonNode.Parse(json.Output)!.AsArray().Single(entry => (string?)entry!["kind"] == kind)!;
        Assert.Equal(("work", kind == "totp" ? "totpCommand" : "passwordCommand", words[0], true), ((string?)listed["profiles"]![0], (string?)listed["setting"], (string?)listed["program"], (bool?)listed["exists"]));
        AssertNowhere(set, test, list, json);
    }

    [Fact]
    public void The_page_has_the_same_lines()
    {
        string page = Repository.Read("docs/en-US/about_KeepaliveSecrets.md");
        Assert.All(PasswordManagers.All, one => Assert.Contains($"| {one.Tool} | {(one.Kind == SecretKind.Totp ? "totp" : "password")} | `{one.Line}` |", page, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_program_that_fails_is_not_set_and_says_why()
    {
        Script("bw", "echo half; echo 'Vault is locked.' >&2; exit 1");
        Run run = await _home.RunAsync("secret", "set", "--profile", "work", "--command", "bw get password Okta");

        Assert.Equal(18, run.ExitStatus);
        Assert.Contains("passwordCommand of profile 'work' (bw) ended with exit status 1 (error output: Vault is locked.)", run.Errors, StringComparison.Ordinal);
        Assert.False(File.Exists(Configuration));
    }

    [Fact]
    public async Task A_dry_run_starts_nothing_and_writes_nothing()
    {
        Script("op", $"touch '{_home.Folder}/started'; cat '{_home.Folder}/password'");
        Run run = await _home.RunAsync("secret", "set", "--profile", "work", "--command", "op read x", "--dry-run");

        Assert.Equal(0, run.ExitStatus);
        Assert.Contains("Would do: Set 'passwordCommand' of profile 'work'", run.Output, StringComparison.Ordinal);
        Assert.False(File.Exists(Configuration) || File.Exists(Path.Combine(_home.Folder, "started")));
    }

    [Theory]
    [InlineData("--account", "corp")]
    [InlineData("--store", "plaintext")]
    [InlineData("--stdin")]
    public async Task Options_of_a_stored_value_are_refused_beside_a_command(params string[] options) =>
        Assert.Equal(64, (await _home.RunAsync(["secret", "set", "--command", "op read x", .. options])).ExitStatus);

    [Fact]
    public async Task A_value_that_is_stored_although_a_command_gives_one_is_told()
    {
        CompanionHome.WriteRested(Configuration, """{ "passwordCommand": "op read x" }""");
        using System.Diagnostics.Process process = _home.Start(CompanionHome.Companion, ["secret", "set", "--profile", "work", "--stdin"]);
        await process.StandardInput.WriteAsync("other");
        process.StandardInput.Close();
        Run run = await CompanionHome.FinishAsync(process);

        Assert.Equal(0, run.ExitStatus);
        Assert.Contains("passwordCommand of profile 'work' is set (op), and is used instead of a stored value.", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_login_tool_gets_the_printed_password_and_code_and_nothing_else_does()
    {
        Script("op", $"[ \"$OP_SESSION_my\" = session-token ] && cat '{_home.Folder}/password'");
        Script("ykman", $"cat '{_home.Folder}/code'");
        _home.Variables["OP_SESSION_my"] = "session-token";
        _home.Variables["AWS_ENDPOINT_URL"] = "http://127.0.0.1:1";
        _home.WriteCredentials(Keys.Profile("work", "2020-01-01T00:00:00Z"));
        CompanionHome.WriteRested(Configuration, new JsonObject
        {
            ["passwordCommand"] = "op read op://Work/Okta/password",
            ["totpCommand"] = "ykman oath accounts code -s Okta",
            ["recipe"] = "mine",
            ["loginUser"] = "me",
            ["loginRole"] = "Admin",
            ["recipes"] = new JsonObject
            {
                ["mine"] = new JsonObject
                {
                    ["extends"] = "saml2aws",
                    ["command"] = new JsonArray(CompanionHome.Dummy, "at-terminal", "login-tool", "saml2aws", "ok", "Plain",
                        Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(Planted))), _home.CredentialsFile),
                },
            },
        }.ToJsonString());

        Run run;
        string seen;
        await using (var glance = new ProcessGlance())
        {
            run = await _home.RunAsync("autologin", "--profile", "work");
            seen = glance.Seen;
        }

        Assert.True(run.ExitStatus == 0, run.Errors);
        Assert.Equal(0, (await _home.ExportAsync("--profile", "work")).ExitStatus);
        Assert.DoesNotContain("PlantedSecret", seen, StringComparison.Ordinal);
        Assert.DoesNotContain(Code, seen, StringComparison.Ordinal);
        AssertNowhere(run);
    }

    [Fact]
    public async Task An_interrupted_try_leaves_no_process_and_no_setting()
    {
        Script("op", $"echo $$ > '{_home.Folder}/pid'; exec sleep 600");
        using System.Diagnostics.Process process = _home.Start(CompanionHome.Companion, ["secret", "set", "--profile", "work", "--command", "op read x"]);
        string file = Path.Combine(_home.Folder, "pid");
        await Waiting.UntilAsync(() => File.Exists(file) && File.ReadAllText(file).EndsWith('\n'), Stop);

        using (System.Diagnostics.Process kill = System.Diagnostics.Process.Start("kill", ["-INT", $"{process.Id}"]))
        {
            await kill.WaitForExitAsync(Stop);
        }

        Run run = await CompanionHome.FinishAsync(process);

        Assert.NotEqual(0, run.ExitStatus);
        Assert.False(Directory.Exists($"/proc/{(await File.ReadAllTextAsync(file, Stop)).Trim()}"));
        Assert.False(File.Exists(Configuration));
    }

    /// <summary>A script that gives the secret only for exactly these arguments.</summary>
    private void Play(string program, string[] arguments, string file)
    {
        string wanted = string.Concat(arguments.Select(static argument => $"[{argument}]"));
        Script(program, $"got=; for a in \"$@\"; do got=\"$got[$a]\"; done\n[ \"$got\" = '{wanted}' ] || {{ echo \"unexpected: $got\" >&2; exit 9; }}\ncat '{_home.Folder}/{file}'");
    }

    private void Script(string program, string text)
    {
        string path = Path.Combine(_home.Folder, "bin", program);
        File.WriteAllText(path, "#!/bin/sh\n" + text + "\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    private void AssertNowhere(params Run[] runs)
    {
        Assert.All(runs, static run => Assert.DoesNotContain("PlantedSecret", run.Output + run.Errors, StringComparison.Ordinal));
        Assert.All(runs, static run => Assert.DoesNotContain(Code, run.Output + run.Errors, StringComparison.Ordinal));
        string[] ours = Directory.Exists(Path.Combine(_home.Folder, "state")) ? Directory.GetFiles(Path.Combine(_home.Folder, "state"), "*", SearchOption.AllDirectories) : [];
        Assert.All(ours.Append(Configuration), static file =>
        {
            string text = File.ReadAllText(file);
            Assert.DoesNotContain("PlantedSecret", text, StringComparison.Ordinal);
            Assert.DoesNotContain(Code, text, StringComparison.Ordinal);
        });
    }
}
