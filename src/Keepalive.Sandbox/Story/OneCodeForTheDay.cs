using System.Security.Cryptography;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Keepalive.ClaudeCode;
using Keepalive.Sandbox.Services;

namespace Keepalive.Sandbox.Story;

/// <summary>The fifth chapter: roles that demand MFA. A person gives one code in the morning, and fifty sessions use three roles until the evening.</summary>
internal sealed class OneCodeForTheDay
{
    private const int Sessions = 50;
    private const int Hours = 9;
    private const int CodeNeededStatus = 10;
    private const string Device = "arn:aws:iam::111122223333:mfa/ana";

    private static readonly string[] s_roles = ["dev", "test", "ops"];

    private readonly Narrator _narrator;
    private readonly ThrowAwayHome _home;
    private readonly SandboxServer _server;
    private readonly CancellationToken _stop;

    private OneCodeForTheDay(Narrator narrator, ThrowAwayHome home, SandboxServer server, CancellationToken cancellationToken)
    {
        _narrator = narrator;
        _home = home;
        _server = server;
        _stop = cancellationToken;
        home.KeepFromDesktop();
        foreach ((string name, string value) in server.Variables)
        {
            home.Variables[name] = value;
        }

        home.Variables["BROWSER"] = FakeBrowser.Command;
        home.Variables["CLAUDE_AWS_CONFIG"] = Path.Combine(home.Folder, "config.json");
        File.WriteAllText(home.Variables["CLAUDE_AWS_CONFIG"]!, new JsonObject { ["prompt"] = "page", ["secretStore"] = "plaintext" }.ToJsonString());
    }

    public static async Task<bool> TellAsync(Narrator narrator, CancellationToken cancellationToken)
    {
        string folder;
        using (var home = new ThrowAwayHome())
        {
            folder = home.Folder;
            narrator.Title("Chapter 5: three roles require MFA; a person enters one code, and is not asked again for 12 hours.");
            await using SandboxServer server = await SandboxServer.StartAsync(new SandboxOptions { VerifySignatures = true }, cancellationToken);
            var chapter = new OneCodeForTheDay(narrator, home, server, cancellationToken);
            try
            {
                await chapter.TellAsync();
            }
            finally
            {
                await home.AwaitEndAsync("base"); // The worker that asked may still be ending.
            }
        }

        narrator.Step("The temporary home folder is deleted", !Directory.Exists(folder));
        narrator.End();
        return narrator.AllHeld;
    }

    private async Task TellAsync()
    {
        SetUp();
        _narrator.Step($"STS is simulated at {_server.BaseAddress}; an IAM user has a long-lived key, and the roles {string.Join(", ", s_roles)} demand MFA; home {_home.Folder}", _server.Log.All.Count == 0);
        await ShowNeedAsync();
        string code = await ShowMorningAsync();
        await ShowSessionsAsync("The sessions start and ask for keys at once", assumed: 0);

        LetPass(TimeSpan.FromHours(1));
        await ShowSessionsAsync("An hour passes, and all keys have expired", assumed: s_roles.Length);
        await ShowDayAsync();
        await ShowStatusAsync();

        LetPass(TimeSpan.FromHours(4));
        await ShowNextMorningAsync();
        string[] telling = [.. Directory.EnumerateFiles(_home.StateFolder, "*", SearchOption.AllDirectories).Where(file => IsIn(File.ReadAllText(file), code))];
        _narrator.Step("The data that claude-aws has saved does not contain the code", telling.Length == 0, telling.FirstOrDefault());
    }

    /// <summary>The digits of a code may be a part of a longer number by chance.</summary>
    private static bool IsIn(string text, string code) => Regex.IsMatch(text, $"(?<![0-9A-Za-z+/]){code}(?![0-9A-Za-z+/])");

    private void SetUp()
    {
        SandboxKey user = _server.Keys.AddUser("111122223333", "ana");
        _server.MfaDevices.Add(Device, RandomNumberGenerator.GetBytes(20));
        File.WriteAllText(_home.CredentialsFile, $"[base]\naws_access_key_id = {user.AccessKeyId}\naws_secret_access_key = {user.SecretAccessKey}\n");
        var config = new System.Text.StringBuilder();
        foreach (string role in s_roles)
        {
            string arn = $"arn:aws:iam::111122223333:role/{role}";
            _server.RoleTrusts.Set(arn, new RoleTrust { RequiresMfa = true });
            config.Append($"[profile {role}]\nregion = us-east-1\nrole_arn = {arn}\nsource_profile = base\nmfa_serial = {Device}\n");
        }

        File.WriteAllText(Path.Combine(_home.Folder, ".aws", "config"), config.ToString());
    }

    private async Task ShowNeedAsync()
    {
        ProgramResult result = await ExportAsync("dev");
        _narrator.Step(
            $"No code was entered yet: the export fails at once, exit status {result.ExitStatus}: {result.FirstErrorLine}",
            result.ExitStatus == CodeNeededStatus && result.Output.Length == 0 && _server.Log.All.Count == 0);
    }

    /// <summary>Claude Code calls the refresh of each session; the roles of one key ask in one place.</summary>
    private async Task<string> ShowMorningAsync()
    {
        Task<ProgramResult>[] refreshes = [.. s_roles.Select(role => _home.RunAsync(Programs.Companion, ["refresh", "--profile", role], _stop))];
        string code = _server.MfaDevices.CodeAt(Device, DateTimeOffset.UtcNow);
        bool isTaken = await PageReader.AnswerAsync(_home, code, _stop);
        ProgramResult[] results = await Task.WhenAll(refreshes);
        _narrator.Step(
            $"{refreshes.Length} sessions with different roles need a code: one page asks for it, and the person enters it once",
            isTaken && results.All(static result => result.ExitStatus == 0), results.FirstOrDefault(static result => result.ExitStatus != 0)?.Errors);
        _narrator.Step($"STS gave one session with MFA: {Calls}", _server.Log.Count(SandboxOperation.GetSessionToken) == 1 && _server.Log.Count(SandboxOperation.AssumeRole) == s_roles.Length);
        return code;
    }

    private async Task ShowSessionsAsync(string text, int assumed)
    {
        int before = _server.Log.Count(SandboxOperation.AssumeRole);
        ProgramResult[] results = await Task.WhenAll(Enumerable.Range(0, Sessions).Select(session => ExportAsync(s_roles[session % s_roles.Length])));
        int keys = results.Select(static result => result.ExitStatus == 0 ? ExportedKey.Read(result.Output)?.AccessKeyId : null).OfType<string>().Distinct().Count();
        int asked = _server.Log.Count(SandboxOperation.AssumeRole) - before;
        _narrator.Step(
            $"{text}: {Sessions} exports, {keys} different keys, {asked} x AssumeRole, 0 questions",
            keys == s_roles.Length && asked == assumed && IsOneCode, results.FirstOrDefault(static result => result.ExitStatus != 0)?.FirstErrorLine);
    }

    private async Task ShowDayAsync()
    {
        bool hasHeld = true;
        for (int hour = 2; hour < Hours; hour++)
        {
            LetPass(TimeSpan.FromHours(1));
            foreach (string role in s_roles)
            {
                hasHeld &= (await ExportAsync(role)).ExitStatus == 0;
            }
        }

        _narrator.Step($"The day passes, {Hours} hours in all: {Calls}", hasHeld && IsOneCode && _server.Log.Count(SandboxOperation.AssumeRole) == Hours * s_roles.Length);
    }

    private async Task ShowStatusAsync()
    {
        ProgramResult status = await _home.RunAsync(Programs.Companion, ["status", "--profile", "dev"], _stop);
        string? note = status.Output.Split('\n').FirstOrDefault(static row => row.StartsWith("Verdict", StringComparison.Ordinal));
        _narrator.Step($"claude-aws status: {note}", note?.Contains("valid", StringComparison.Ordinal) == true, status.Errors);
    }

    private async Task ShowNextMorningAsync()
    {
        ProgramResult result = await ExportAsync("ops");
        _narrator.Step($"After 12 hours the session with MFA has expired: {result.FirstErrorLine}", result.ExitStatus == CodeNeededStatus && IsOneCode, result.Errors);
        string prompt = new JsonObject { ["session_id"] = "ana", ["hook_event_name"] = HookEvents.UserPromptSubmit, ["prompt"] = "Good morning" }.ToJsonString();
        ProgramResult hook = await _home.RunAsync(Programs.Companion, ["check", "--as-hook", "--profile", "ops"], _stop, prompt);
        _narrator.Step("The hook reports this before the first request fails", hook.ExitStatus == 0 && hook.Output.Contains("needs a code of your MFA device", StringComparison.Ordinal), hook.Output + hook.Errors);
    }

    private bool IsOneCode => _server.Log.Count(SandboxOperation.GetSessionToken) == 1 && _server.Log.All.Count(static request => request["TokenCode"] is not null) == 1;

    private string Calls => $"{_server.Log.Count(SandboxOperation.GetSessionToken)} x GetSessionToken, {_server.Log.Count(SandboxOperation.AssumeRole)} x AssumeRole";

    /// <summary>Time passes for all that is kept: the ends in the files move towards the present.</summary>
    private void LetPass(TimeSpan time)
    {
        foreach (string file in Directory.EnumerateFiles(_home.StateFolder, "*.role", SearchOption.AllDirectories))
        {
            string[] lines = File.ReadAllText(file).Split('\n');
            for (int place = lines.Length - 3; place < lines.Length - 1; place++)
            {
                lines[place] = Timestamp.Format(DateTimeOffset.Parse(lines[place], System.Globalization.CultureInfo.InvariantCulture) - time);
            }

            File.WriteAllText(file, string.Join('\n', lines));
        }
    }

    private Task<ProgramResult> ExportAsync(string profile) => _home.RunAsync(Programs.Companion, ["export", "--profile", profile, "--timeout", "60"], _stop);
}
