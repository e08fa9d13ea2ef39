using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Keepalive.Sandbox.IdentityTool;
using Keepalive.Sandbox.Services;

namespace Keepalive.Sandbox.Story;

/// <summary>The third chapter: a login tool that wants a terminal is driven at one, by a recipe; and stops where it could lock an account.</summary>
internal sealed class LoginToolIsDriven
{
    private const string Profile = "work";
    private const int PasswordRefusedStatus = 10;
    private const int HeldStatus = 15;

    private readonly Narrator _narrator;
    private readonly ThrowAwayHome _home;
    private readonly SandboxServer _server;
    private readonly IdentityProvider _provider;
    private readonly CancellationToken _stop;

    private LoginToolIsDriven(Narrator narrator, ThrowAwayHome home, SandboxServer server, CancellationToken cancellationToken)
    {
        _narrator = narrator;
        _home = home;
        _server = server;
        _provider = new IdentityProvider(Path.Combine(home.Folder, "identity-provider")) { Password = NewPassword() };
        _stop = cancellationToken;
        home.KeepFromDesktop();
        foreach ((string name, string value) in server.Variables)
        {
            home.Variables[name] = value;
        }

        home.Variables["CLAUDE_AWS_CONFIG"] = Path.Combine(home.Folder, "config.json");
    }

    public static async Task<bool> TellAsync(Narrator narrator, CancellationToken cancellationToken)
    {
        string folder;
        using (var home = new ThrowAwayHome())
        {
            folder = home.Folder;
            narrator.Title("Chapter 3: a login tool that needs a terminal runs in a hidden terminal; a wrong password is tried only once.");
            await using SandboxServer server = await SandboxServer.StartAsync(cancellationToken: cancellationToken);
            var chapter = new LoginToolIsDriven(narrator, home, server, cancellationToken);
            try
            {
                await chapter.TellAsync();
            }
            finally
            {
                await chapter.EndLoginAsync();
            }
        }

        narrator.Step("The temporary home folder is deleted", !Directory.Exists(folder));
        narrator.End();
        return narrator.AllHeld;
    }

    private async Task TellAsync()
    {
        SandboxKey ended = _server.Keys.IssueTemporary("AROASANDBOX:ana", "arn:aws:sts::111122223333:assumed-role/Developer/ana", DateTimeOffset.UtcNow.AddMinutes(-1));
        FakeLoginTool.Write(_home.CredentialsFile, Profile, ended.AccessKeyId, ended.SecretAccessKey, ended.SessionToken!, ended.Expiration!.Value);
        Configure(ToolTerminal.Streams);
        _narrator.Step($"STS is simulated at {_server.BaseAddress}; a tool asks for a password, a number on a phone and a role; home {_home.Folder}", _provider.Runs.Count == 0);
        await StoreAsync("The password is stored once, from a pipe", _provider.Password);

        await ShowLoginAsync("The keys have expired: claude-aws refresh runs the tool and answers its questions");
        await ShowKeyAsync();

        Configure(ToolTerminal.Getpass);
        EndKeys();
        await ShowLoginAsync("The same with a tool that asks in the terminal, as getpass does");

        EndKeys();
        string old = _provider.Password;
        _provider.Password = NewPassword();
        await ShowBreakerAsync();
        await StoreAsync("The new password is stored", _provider.Password);
        await ShowLoginAsync("The next claude-aws refresh runs the tool again at once");

        EndKeys();
        await ShowDenialAsync();

        string[] telling = [.. Directory.EnumerateFiles(_home.StateFolder, "*", SearchOption.AllDirectories)
            .Where(file => !file.EndsWith(".txt", StringComparison.Ordinal) || file.Contains("transcripts", StringComparison.Ordinal))
            .Where(file => File.ReadAllText(file) is var text && (text.Contains(old, StringComparison.Ordinal) || text.Contains(_provider.Password, StringComparison.Ordinal)))];
        _narrator.Step("The data that claude-aws has saved (records, transcript) contains no password", telling.Length == 0, telling.FirstOrDefault());
    }

    /// <summary>The simulated person with the phone, who reads the lines of the refresh and the number in them.</summary>
    private Task<ProgramResult> RefreshAsync(Action<string> number) => _home.RunAsync(Programs.Companion, ["refresh", "--profile", Profile], _stop, see: row =>
    {
        if (row.Length == 2 && row.All(char.IsAsciiDigit))
        {
            number(row);
        }
    });

    private async Task ShowLoginAsync(string text)
    {
        int before = _provider.Runs.Count;
        string? tapped = null;
        ProgramResult result = await RefreshAsync(number => _provider.Tap(tapped = number));
        string[] runs = [.. _provider.Runs.Skip(before)];
        _narrator.Step(
            $"{text}; it shows the number {tapped}, which is confirmed on the phone; {_server.Log.Tabs} browser tabs",
            result.ExitStatus == 0 && tapped is not null && runs.Length == 1 && _server.Log.Tabs == 0, result.FirstErrorLine);
        _narrator.Step($"The tool ran once, and the role was chosen from its list: {runs.LastOrDefault()?.Split(' ')[^1]}", runs is ["started Developer"]);
    }

    private async Task ShowKeyAsync()
    {
        ProgramResult result = await RunAsync("export", "--profile", Profile);
        ExportedKey? key = result.ExitStatus == 0 ? ExportedKey.Read(result.Output) : null;
        _narrator.Step($"claude-aws export has the new key: {key?.Masked}, until {key?.Expiration}", key is not null, result.FirstErrorLine);
    }

    private async Task ShowBreakerAsync()
    {
        int before = _provider.Runs.Count;
        ProgramResult refused = await RunAsync("refresh", "--profile", Profile);
        _narrator.Step(
            $"The password was changed elsewhere: the stored password is rejected, exit status {refused.ExitStatus}",
            refused.ExitStatus == PasswordRefusedStatus && refused.Errors.Contains("rejected the stored password", StringComparison.Ordinal), refused.Errors);

        ProgramResult refresh = await RunAsync("refresh", "--profile", Profile);
        ProgramResult again = await RunAsync("autologin", "--profile", Profile);
        _narrator.Step(
            $"It is not tried again, so that no account is locked: {again.FirstErrorLine}",
            again.ExitStatus == PasswordRefusedStatus && refresh.ExitStatus != 0 && _provider.Runs.Count == before + 1, $"{refresh.FirstErrorLine} {_provider.Runs.Count - before} runs");

        ProgramResult forced = await RunAsync("autologin", "--profile", Profile, "--force");
        _narrator.Step($"No program can force another login: {forced.FirstErrorLine}", forced.ExitStatus == HeldStatus && _provider.Runs.Count == before + 1);

        ProgramResult status = await RunAsync("status", "--profile", Profile);
        string? row = status.Output.Split('\n').FirstOrDefault(row => row.Contains("was rejected", StringComparison.Ordinal))?.Trim();
        _narrator.Step($"claude-aws status: {row}", row is not null, status.Output);
    }

    private async Task ShowDenialAsync()
    {
        int before = _provider.Runs.Count;
        ProgramResult denied = await RefreshAsync(_ => _provider.Tap("deny"));
        ProgramResult again = await RunAsync("autologin", "--profile", Profile);
        _narrator.Step($"\"Was that you?\" is answered with no: {denied.FirstErrorLine}", denied.ExitStatus != 0 && denied.Errors.Contains("was denied", StringComparison.Ordinal));
        _narrator.Step(
            $"Automatic login is paused, so the phone gets no further request: {again.FirstErrorLine}",
            again.ExitStatus == HeldStatus && _provider.Runs.Count == before + 1);
    }

    private async Task StoreAsync(string text, string password)
    {
        ProgramResult result = await _home.RunAsync(Programs.Companion, ["secret", "set", "--profile", Profile, "--stdin"], _stop, password);
        _narrator.Step($"{text} (here in a file of the temporary home folder; on your machine in the system's secret store)", result.ExitStatus == 0, result.FirstErrorLine);
    }

    private void EndKeys()
    {
        _server.Keys.ExpireAll(DateTimeOffset.UtcNow);
        FakeLoginTool.Expire(_home.CredentialsFile, TimeSpan.FromMinutes(1));

        // No real time has passed. The stored verdict of STS is from a time after the expiry that the file now has, and a login whose
        // key is rejected within two minutes is treated as failed: both are deleted, as they are after hours.
        Directory.Delete(Path.Combine(_home.StateFolder, "standings"), recursive: true);
        foreach (string ledger in Directory.EnumerateFiles(Path.Combine(_home.StateFolder, "auto-login"), "*.json"))
        {
            File.Delete(ledger);
        }
    }

    private Task<ProgramResult> RunAsync(params string[] arguments) => _home.RunAsync(Programs.Companion, arguments, _stop);

    private void Configure(string way) => File.WriteAllText(_home.Variables["CLAUDE_AWS_CONFIG"]!, new JsonObject
    {
        ["secretStore"] = "plaintext",
        ["recipe"] = "acme",
        ["loginRole"] = "Developer",
        ["recipes"] = new JsonObject
        {
            ["acme"] = new JsonObject
            {
                ["extends"] = "gimme-aws-creds",
                ["tool"] = "acme-login",
                ["command"] = new JsonArray(Programs.Sandbox, FakeIdentityTool.Verb, _provider.Folder, _home.CredentialsFile, "${profile}", way),
                ["rules"] = new JsonArray(
                    new JsonObject { ["name"] = "password", ["match"] = "^Acme password: $", ["sendSecret"] = true },
                    new JsonObject { ["name"] = "number", ["match"] = "^Tap (?<number>[0-9]+) in the Acme app", ["notify"] = "${number}" }),
            },
        },
    }.ToJsonString());

    /// <summary>
    /// A login continues after its refresh was killed. At the end the story cancels it and waits, so that no process writes in the home
    /// after it was deleted.
    /// </summary>
    private async Task EndLoginAsync()
    {
        if (_stop.IsCancellationRequested)
        {
            _provider.HangUp();
            await _home.AwaitQuietAsync(Profile);
        }
    }

    private static string NewPassword() => "SandboxSecret " + RandomNumberGenerator.GetHexString(12);
}
