using System.Diagnostics;
using System.Text.Json;
using Keepalive.Host.Tests.Support;
using Keepalive.Testing;

namespace Keepalive.Host.Tests;

/// <summary>
/// Every verb of the program says the same of a session. The states of which looking tells less, and many more homes, are in Core's test of the same name.
/// </summary>
public sealed class SessionParityTests : IDisposable
{
    private const string Key = "ASIATESTTESTTEST0001";
    private static readonly string s_singleSignOn =
        SignedInFiles.Profile("default", SignedInFiles.SandboxAccount, SignedInFiles.Region) + SignedInFiles.Session(withScopes: true);

    private static readonly Dictionary<string, (Action<SessionParityTests> Arrange, string Verdict, string? Code)> s_states = new()
    {
        ["a living key"] = (test => test.Keys(600), "Valid", null),
        ["a key that ends soon"] = (test => test.Keys(20), "EndsSoon", null),
        ["a key that ends soon for whoever set warnMinutes"] = (test => test.With("CLAUDE_AWS_WARN_MINUTES", "700").Keys(600), "EndsSoon", null),
        ["a key that has ended"] = (test => test.Keys(-90), "Expired", "CredentialExpired"),
        ["a key that has ended, and STS took it since"] = (test => test.Keys(-90).Said("alive"), "Unknown", null),
        ["a living key that STS refused"] = (test => test.Keys(600).Said("dead"), "Revoked", "CredentialRevoked"),
        ["a key without an end that STS refused"] = (test => test.Keys(null).Said("dead"), "Revoked", "CredentialRevoked"),
        ["a wrong correction of the clock, and STS took the key"] = (test => test.Keys(60).Skewed(TimeSpan.FromDays(20)).Said("alive"), "Valid", null),
        ["a correction of the clock that ends the key"] = (test => test.Keys(60).Skewed(TimeSpan.FromHours(2)), "Expired", "CredentialExpired"),
        ["a living role, and nobody signed in"] = (test => test.Role(600), "Valid", null),
        ["a role that has ended, and nobody signed in"] = (test => test.Role(-90), "Unusable", "SignInRequired"),
        ["a role that STS refused, and nobody signed in"] = (test => test.Role(600).Said("dead"), "Unusable", "SignInRequired"),
    };

    private readonly CompanionHome _home = new();

    public SessionParityTests()
    {
        // Whatever asks a service gets no answer.
        With("CLAUDE_AWS_STATE", Path.Combine(_home.Folder, "state")).With("AWS_ENDPOINT_URL", "http://127.0.0.1:1").With("AWS_REGION", "eu-west-1");
    }

    public static TheoryData<string> States => [.. s_states.Keys];

    public void Dispose() => _home.Dispose();

    [Theory]
    [MemberData(nameof(States))]
    public async Task Every_verb_says_the_same(string name)
    {
        (Action<SessionParityTests> arrange, string verdict, string? code) = s_states[name];
        arrange(this);
        bool isGood = code is null;

        string line = await LineAsync();
        string hook = await HookAsync();
        using JsonDocument list = JsonDocument.Parse((await _home.RunAsync("status", "--all", "--json")).Output);
        Run doctor = await _home.RunAsync("doctor", "--offline", "--json");
        Run status = await _home.RunAsync("status", "--json");
        Run check = await _home.RunAsync("check", "--quiet");
        Run export = await _home.RunAsync("export", "--format", "process");
        _home.Variables["CLAUDE_AWS_REHEARSE"] = "1";
        Run refresh = await _home.RunAsync("refresh");
        _home.Variables.Remove("CLAUDE_AWS_REHEARSE");
        using JsonDocument explanation = JsonDocument.Parse((await _home.RunAsync("explain", "--json")).Output);

        Assert.Equal(verdict, list.RootElement[0].GetProperty("verdict").GetString());
        Assert.Equal(code, explanation.RootElement.GetProperty("errorCode").GetString());
        Assert.Equal(isGood, export.ExitStatus == 0);
        Assert.Equal(export.ExitStatus, check.ExitStatus);
        Assert.Equal(isGood, !refresh.Output.Contains("would be asked to sign in", StringComparison.Ordinal) && refresh.ExitStatus == 0);
        Assert.Equal(!isGood, line.Contains("EXPIRED", StringComparison.Ordinal));
        Assert.Equal(!isGood, hook.Contains("\"decision\":\"block\"", StringComparison.Ordinal));
        Assert.Equal(!isGood, doctor.Output.Contains("\"KA201\"", StringComparison.Ordinal) && code == "SignInRequired" || doctor.Output.Contains("\"KA207\"", StringComparison.Ordinal));
        if (code == "SignInRequired")
        {
            Assert.Equal(export.ExitStatus, status.ExitStatus);
        }
        else
        {
            using JsonDocument told = JsonDocument.Parse(status.Output);
            Assert.Equal(verdict, told.RootElement.GetProperty("verdict").GetString());
            Assert.Equal(isGood, told.RootElement.GetProperty("isUsable").GetBoolean());
        }
    }

    private Task<string> LineAsync() => AskAsync("{\"session_id\":\"5f0c\"}", "statusline");

    private Task<string> HookAsync() => AskAsync("{\"hook_event_name\":\"UserPromptSubmit\",\"session_id\":\"5f0c\",\"prompt\":\"hello\"}", "check", "--as-hook");

    private async Task<string> AskAsync(string input, params string[] arguments)
    {
        _home.Variables["CLAUDE_CODE_ENTRYPOINT"] = "cli";
        using Process process = _home.Start(CompanionHome.Companion, arguments);
        _home.Variables["CLAUDE_CODE_ENTRYPOINT"] = null;
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        return (await CompanionHome.FinishAsync(process)).Output;
    }

    private SessionParityTests With(string variable, string value)
    {
        _home.Variables[variable] = value;
        return this;
    }

    private SessionParityTests Keys(int? minutes)
    {
        string end = minutes is { } left ? $"x_security_token_expires = {Timestamp.Format(DateTimeOffset.UtcNow.AddMinutes(left))}\n" : string.Empty;
        _home.WriteConfig("[default]\nregion = eu-west-1\n");
        _home.WriteCredentials($"[default]\naws_access_key_id = {Key}\naws_secret_access_key = secret\naws_session_token = token\n{end}");
        return this;
    }

    private SessionParityTests Role(int minutes)
    {
        _home.WriteConfig(s_singleSignOn);
        return Write(
            SignedInFiles.RolePath(SignedInFiles.SandboxAccount), SignedInFiles.RoleKeys(Timestamp.Format(DateTimeOffset.UtcNow.AddMinutes(minutes)), Key));
    }

    private SessionParityTests Said(string word) => Write(Path.Combine("standings", Key), $"{word} {Timestamp.Format(DateTimeOffset.UtcNow)} -\n");

    private SessionParityTests Skewed(TimeSpan skew) =>
        Write("clock", $"{(long)skew.TotalSeconds} {Timestamp.Format(DateTimeOffset.UtcNow)} {(long)TimeProvider.System.GetElapsedTime(0).TotalSeconds}\n");

    private SessionParityTests Write(string name, string text)
    {
        string path = Path.Combine(_home.Folder, "state", name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        CompanionHome.WriteRested(path, text);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        return this;
    }
}
