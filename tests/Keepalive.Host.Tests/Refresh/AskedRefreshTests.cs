using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Keepalive.Host.Tests.Support;
using Keepalive.Prompts;
using Keepalive.Prompts.Page;
using Keepalive.Testing;

namespace Keepalive.Host.Tests.Refresh;

/// <summary>A login tool asks for what is not stored: the person answers on the page, at the terminal or with <c>claude-aws answer</c>, and the refresh goes on.</summary>
public sealed partial class AskedRefreshTests : IDisposable
{
    private const string Password = "Planted password 1";
    private const string Code = "135791";

    private static readonly string s_hash = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(Password)));

    private readonly CompanionHome _home = new();

    public AskedRefreshTests()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the browser of this test is a shell script");
        _home.Variables["CLAUDE_AWS_STATE"] = State;
        _home.Variables["AWS_ENDPOINT_URL"] = "http://127.0.0.1:1";
        _home.Variables["DISPLAY"] = _home.Variables["WAYLAND_DISPLAY"] = _home.Variables["DBUS_SESSION_BUS_ADDRESS"] = null;
        _home.Variables["CLAUDE_AWS_SECRET_STORE"] = "plaintext";
        _home.Variables["CLAUDE_AWS_CONFIG"] = Path.Combine(_home.Folder, "config.json");
        string browser = Path.Combine(_home.Folder, "browser");
        File.WriteAllText(browser, $"#!/bin/sh\nprintf '%s\\n' \"$1\" >> '{Opened}'\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(browser, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        _home.Variables["BROWSER"] = browser;
        _home.WriteCredentials(Keys.Profile("work", "2020-01-01T00:00:00Z"));
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string State => Path.Combine(_home.Folder, "state");

    private string Opened => Path.Combine(_home.Folder, "opened");

    private string Prompts => Path.Combine(State, "prompts");

    private SystemEnvironment Environment => new(name => _home.Variables.GetValueOrDefault(name) ?? (name == "HOME" ? _home.Folder : null), isWindows: false);

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task The_page_gets_the_password_and_the_code_and_the_refresh_succeeds_with_one_tab_for_four_sessions()
    {
        Configure("code");
        string seen;
        Run[] runs;
        await using (var glance = new ProcessGlance())
        {
            Task<Run>[] sessions = [.. Enumerable.Range(0, 4).Select(_ => _home.RunAsync("refresh", "--profile", "work"))];
            PromptClient page = await ClientAsync();
            string entrance = await EntranceAsync();
            Assert.Matches("^http://127\\.0\\.0\\.1:[0-9]+/#[0-9A-Za-z_-]+$", entrance);
            await AnswerAsync(page, QuestionKind.Secret, Password);
            await AnswerAsync(page, QuestionKind.OneTimeCode, Code);
            runs = await Task.WhenAll(sessions);
            seen = glance.Seen;
        }

        Assert.All(runs, run => Assert.Equal((0, string.Empty), (run.ExitStatus, run.Errors)));
        Assert.Single(await File.ReadAllLinesAsync(Opened, Token));
        Assert.Contains("ASIA", await File.ReadAllTextAsync(_home.CredentialsFile, Token), StringComparison.Ordinal);
        await NothingIsLeftAsync();
        Assert.Contains(Directory.EnumerateFiles(State, "*", SearchOption.AllDirectories), file => Path.GetDirectoryName(file)!.EndsWith("transcripts", StringComparison.Ordinal));

        // The whole home: log, transcript, ledger and breaker, and a history, a core file or a left-over wherever it would be.
        string kept = string.Join('\n', Directory.EnumerateFiles(_home.Folder, "*", SearchOption.AllDirectories).Select(File.ReadAllText));
        string all = string.Join('\n', [kept, seen, .. runs.Select(run => run.Output + run.Errors)]);
        Assert.All([Password, Code], secret => Assert.DoesNotContain(secret, all, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_worker_that_crashes_while_it_holds_an_answer_leaves_no_core_file()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "PR_SET_DUMPABLE is Linux's");
        string pattern = await File.ReadAllTextAsync("/proc/sys/kernel/core_pattern", Token);
        Assert.SkipWhen(pattern.StartsWith('|') || pattern.Contains('/'), "this machine hands cores to a program of its own");
        Configure("code");
        using Process refresh = _home.Start("/bin/sh", ["-c", "cd \"$HOME\" && ulimit -c unlimited || exit 99; exec \"$1\" refresh --profile work", "sh", CompanionHome.Companion]);
        PromptClient? found = await ClientOrNullAsync(refresh);
        Assert.SkipWhen(found is null, "the hard limit of this machine allows no core");
        PromptClient client = found!;
        await AnswerAsync(client, QuestionKind.Secret, Password);
        await WaitForAsync(client, QuestionKind.OneTimeCode); // The password was typed, and is held for the redaction until the end.
        JsonNode record = JsonNode.Parse(await File.ReadAllTextAsync(Directory.GetFiles(Prompts, "*.json").Single(), Token))!;
        using Process worker = Process.GetProcessById((int)record["workerId"]!);
        string folder = new FileInfo($"/proc/{worker.Id}/cwd").LinkTarget ?? _home.Folder;
        string[] before = Directory.GetFiles(folder, "core*");
        using (Process kill = Process.Start("kill", ["-SYS", worker.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]))
        {
            await kill.WaitForExitAsync(Token);
        }

        await worker.WaitForExitAsync(Token);

        Assert.Equal(before, Directory.GetFiles(folder, "core*"));
        Assert.Empty(Directory.GetFiles(_home.Folder, "core*"));
        Assert.Equal(0, (await DeclineAsync()).ExitStatus); // The caller lives, and its next worker asks again.
        Assert.Equal(10, (await CompanionHome.FinishAsync(refresh)).ExitStatus);
    }

    [Fact]
    public async Task A_question_is_told_by_status_hook_status_line_and_answer_and_a_declined_one_ends_the_login_and_opens_the_pause()
    {
        Configure("code");
        using Process refresh = _home.Start(CompanionHome.Companion, ["refresh", "--profile", "work"]);
        await ReadUntilAsync(refresh, "The login tool asks you for a password:");
        await EntranceAsync();

        Run status = await _home.RunAsync("status", "--profile", "work");
        Run line = await _home.RunAsync("statusline", "--profile", "work");
        Run list = await _home.RunAsync("answer");
        Run refused = await _home.RunAsync("answer", Password);
        int opened = (await File.ReadAllLinesAsync(Opened, Token)).Length; // The person's own 'answer' opens the page too.
        Run declined = await _home.RunAsync("answer", "--decline");
        Run ended = await CompanionHome.FinishAsync(refresh);
        Run next = await _home.RunAsync("refresh", "--profile", "work");

        Assert.Contains("It asks you for a password: Okta Password for me:", status.Output, StringComparison.Ordinal);
        Assert.Contains("AWS: password?", line.Output, StringComparison.Ordinal);
        Assert.Contains("asks you for a password, to sign in to profile 'work'", list.Output, StringComparison.Ordinal);
        Assert.Contains("on a command line, because other programs can read command lines", refused.Errors, StringComparison.Ordinal);
        Assert.Equal((18, string.Empty), (refused.ExitStatus, refused.Output));
        Assert.DoesNotContain(Password, refused.Errors, StringComparison.Ordinal);
        Assert.Equal((0, 10), (declined.ExitStatus, ended.ExitStatus));
        Assert.Contains("you declined to answer", ended.Errors, StringComparison.Ordinal);
        Assert.Equal(15, next.ExitStatus); // The pause: no second tab, no second push.
        Assert.Equal(opened, (await File.ReadAllLinesAsync(Opened, Token)).Length);
        await NothingIsLeftAsync();
    }

    [Fact]
    public async Task A_declined_question_blocks_no_login_that_the_person_starts()
    {
        Configure("ok");
        Task<Run> refresh = _home.RunAsync("refresh", "--profile", "work");
        await ClientAsync();
        await EntranceAsync();
        Assert.Equal(0, (await _home.RunAsync("answer", "--decline")).ExitStatus);
        Assert.Equal(10, (await refresh).ExitStatus);
        await NothingIsLeftAsync();

        Task<Run> login = _home.RunAsync("autologin", "--profile", "work");
        await AnswerAsync(await ClientAsync(), QuestionKind.Secret, Password);

        Assert.Equal(0, (await login).ExitStatus);
    }

    [Fact]
    public async Task An_answer_goes_to_no_program_that_has_taken_the_port_of_a_dead_worker()
    {
        Configure("ok");
        Task<Run> refresh = _home.RunAsync("refresh", "--profile", "work");
        PromptClient client = await ClientAsync();
        OpenQuestion question = await WaitForAsync(client, QuestionKind.Secret);
        JsonNode record = JsonNode.Parse(await File.ReadAllTextAsync(Directory.GetFiles(Prompts, "*.json").Single(), Token))!;
        using (Process worker = Process.GetProcessById((int)record["workerId"]!))
        {
            worker.Kill();
            await worker.WaitForExitAsync(Token);
        }

        using var thief = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, (int)record["port"]!);
        thief.Start();
        Task<string> heard = Task.Run(
            async () =>
            {
                using System.Net.Sockets.Socket socket = await thief.AcceptSocketAsync(Token);
                byte[] bytes = new byte[8192];
                int count = await socket.ReceiveAsync(bytes, Token);
                await socket.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"u8.ToArray(), Token);
                return Encoding.ASCII.GetString(bytes, 0, count);
            },
            Token);
        using Secret answer = Secret.FromText(Password);
        KeepaliveException fault = await Assert.ThrowsAsync<KeepaliveException>(() => client.AnswerAsync(question.Id, answer, Token));

        Assert.Equal(KeepaliveErrorCode.QuestionNotFound, fault.Code);
        Assert.DoesNotContain("Planted", await heard, StringComparison.Ordinal);
        thief.Stop();

        // The caller lives, and its next worker asks again.
        Run declined = await DeclineAsync();
        Assert.Equal((0, 10), (declined.ExitStatus, (await refresh).ExitStatus));
    }

    [Theory]
    [InlineData("autologin")]
    [InlineData("refresh")]
    public async Task At_a_terminal_the_question_is_asked_there_and_no_page_opens(string verb)
    {
        Configure("ok", prompt: "auto");

        Run run = await _home.AtTerminalAsync("Okta Password for me:", Password + "\r", verb, "--profile", "work");

        Assert.Equal(0, run.ExitStatus);
        Assert.False(File.Exists(Opened));
        Assert.DoesNotContain("Planted", run.Output + run.Errors, StringComparison.Ordinal);
        await NothingIsLeftAsync();
    }

    [Fact]
    public async Task A_role_is_chosen_from_Claude_Code_by_its_number()
    {
        Configure("ok", tool: "aws-google-auth", role: null);
        await StoreAsync(Password);
        Task<Run> refresh = _home.RunAsync("refresh", "--profile", "work");
        PromptClient client = await ClientAsync();
        await AnswerAsync(client, QuestionKind.OneTimeCode, Code);
        await WaitForAsync(client, QuestionKind.Choice);

        Run list = await _home.RunAsync("answer");
        string number = OptionRow().Matches(list.Output).Single(row => row.Groups["text"].Value.EndsWith("/Admin", StringComparison.Ordinal)).Groups["number"].Value;
        Run chosen = await _home.RunAsync("answer", number);

        Assert.Equal((0, 0), (chosen.ExitStatus, (await refresh).ExitStatus));
    }

    [Theory]
    [InlineData("device", "https://acme.okta.example/activate?user_code=ABCDWXYZ")]
    [InlineData("device-rows", "https://acme.okta.example/activate")]
    public async Task The_address_of_a_device_flow_is_opened_once_and_shown(string outcome, string address)
    {
        Configure(outcome);
        await StoreAsync(Password);

        Run run = await _home.RunAsync("refresh", "--profile", "work");

        Assert.Equal((0, string.Empty), (run.ExitStatus, run.Errors));
        Assert.Equal(address, Assert.Single(await File.ReadAllLinesAsync(Opened, Token)));
    }

    [Theory]
    [InlineData("none")]
    [InlineData("auto")]
    public async Task Where_no_person_can_be_asked_the_refresh_ends_with_the_missing_secret(string prompt)
    {
        Configure("ok", prompt: prompt);
        _home.Variables["SSH_CONNECTION"] = "198.51.100.1 1 198.51.100.2 22";

        Run run = await _home.RunAsync("refresh", "--profile", "work");

        Assert.Equal(4, run.ExitStatus);
        Assert.Contains("claude-aws secret set", run.Errors, StringComparison.Ordinal);
        Assert.False(File.Exists(Opened));
    }

    private void Configure(string outcome, string tool = "gimme-aws-creds", string? role = "Admin", string prompt = "page") => CompanionHome.WriteRested(_home.Variables["CLAUDE_AWS_CONFIG"]!, new JsonObject
    {
        ["recipe"] = "mine",
        ["prompt"] = prompt,
        ["loginUser"] = "me",
        ["loginRole"] = role,
        ["recipes"] = new JsonObject
        {
            ["mine"] = new JsonObject { ["extends"] = tool, ["command"] = new JsonArray(CompanionHome.Dummy, "at-terminal", "login-tool", tool, outcome, "Plain", s_hash, _home.CredentialsFile) },
        },
    }.ToJsonString());

    private async Task StoreAsync(string value)
    {
        using Process process = _home.Start(CompanionHome.Companion, ["secret", "set", "--stdin", "--profile", "work"]);
        await process.StandardInput.WriteAsync(value + "\n");
        process.StandardInput.Close();
        Assert.Equal(0, (await CompanionHome.FinishAsync(process)).ExitStatus);
    }

    private static async Task ReadUntilAsync(Process process, string row)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Token);
        limit.CancelAfter(TimeSpan.FromMinutes(2));
        while (await process.StandardOutput.ReadLineAsync(limit.Token) is { } line)
        {
            if (line == row)
            {
                return;
            }
        }

        Assert.Fail($"The row '{row}' did not come.");
    }

    /// <summary>Null if the shell could not allow cores.</summary>
    private async Task<PromptClient?> ClientOrNullAsync(Process shell)
    {
        PromptClient? client = null;
        await Waiting.UntilAsync(() => (client = PromptClient.Find(Environment, TimeProvider.System).SingleOrDefault()) is not null || shell.HasExited, Token);
        return client ?? (shell.ExitCode == 99 ? null : throw new InvalidOperationException("The refresh has ended."));
    }

    private async Task<PromptClient> ClientAsync()
    {
        PromptClient? client = null;
        await Waiting.UntilAsync(() => (client = PromptClient.Find(Environment, TimeProvider.System).SingleOrDefault()) is not null, Token);
        return client!;
    }

    /// <summary>The address to which the file sends the browser.</summary>
    private async Task<string> EntranceAsync()
    {
        await Waiting.UntilAsync(() => File.Exists(Opened) && File.ReadAllText(Opened).EndsWith('\n'), Token);
        string page = new Uri((await File.ReadAllLinesAsync(Opened, Token))[0]).LocalPath;
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(page));
        }

        return Refreshed().Match(await File.ReadAllTextAsync(page, Token)).Groups["address"].Value;
    }

    private static async Task<OpenQuestion> WaitForAsync(PromptClient page, QuestionKind kind)
    {
        BoardState state = await page.ReadAsync(seen: -1, Token);
        while (state.Question?.Question.Kind != kind)
        {
            state = await page.ReadAsync(state.Version, Token);
        }

        return state.Question;
    }

    private static async Task AnswerAsync(PromptClient page, QuestionKind kind, string text)
    {
        using Secret answer = Secret.FromText(text);
        Assert.Equal(AnswerOutcome.Taken, await page.AnswerAsync((await WaitForAsync(page, kind)).Id, answer, Token));
    }

    private async Task<Run> DeclineAsync()
    {
        Run? run = null;
        await Waiting.UntilAsync(async () => (run = await _home.RunAsync("answer", "--decline")).ExitStatus == 0, Token);
        return run!;
    }

    /// <summary>The worker ends after its callers.</summary>
    private Task NothingIsLeftAsync() => Waiting.UntilAsync(() => !Directory.Exists(Prompts) || !Directory.EnumerateFiles(Prompts).Any(), Token);

    [GeneratedRegex("url=(?<address>[^\"]+)")]
    private static partial Regex Refreshed();

    [GeneratedRegex("^ +(?<number>[0-9]+) +(?<text>.+)$", RegexOptions.Multiline)]
    private static partial Regex OptionRow();
}
