using System.Text;
using Keepalive.ClaudeCode.Hook;
using Keepalive.Configuration;
using Keepalive.Sessions;
using Keepalive.Testing;
using Keepalive.Workers;

namespace Keepalive.Core.Tests.ClaudeCode;

/// <summary>A home whose hooks are asked as an interactive session asks them; with an sso-session "corp" and its profile "work".</summary>
internal sealed class HookHome : IRenewalLauncher, IDisposable
{
    private readonly SignedInHome _home = new();

    public HookHome()
    {
        Home.Variables["CLAUDE_CODE_ENTRYPOINT"] = "cli";
        Home.Variables["CLAUDE_AWS_STATE"] = State;
    }

    public SyntheticHome Home => _home.Home;

    public FakeClock Clock => _home.Clock;

    public string State => Path.Combine(_home.Home.Folder, "state");

    /// <summary>The profiles whose renewal was started.</summary>
    public List<string> Renewals { get; } = [];

    public SessionNotice Notice(string profile = "default") => new(Home.Environment, profile, Clock);

    public void Launch(string profile) => Renewals.Add(profile);

    /// <summary>Keys of the profile "default" that end so long from now; null for no end.</summary>
    public HookHome WriteKeys(TimeSpan? left, int generation = 1)
    {
        string[] more = left is { } span ? [$"expiration = {Timestamp.Format(Clock.GetUtcNow() + span)}"] : [];
        Home.WriteCredentials(TestKeys.Temporary(generation).Section("default", more));
        return this;
    }

    public HookHome UseWork()
    {
        Home.Variables["AWS_PROFILE"] = "work";
        return this;
    }

    public HookHome WriteToken(TimeSpan left, bool withRefreshToken)
    {
        _home.WriteToken(left, withRefreshToken ? 1 : null);
        return this;
    }

    public HookHome WriteRole(TimeSpan left)
    {
        Home.Write(Path.Combine(State, SignedInFiles.RolePath()), Encoding.UTF8.GetBytes(SignedInFiles.RoleKeys(Timestamp.Format(Clock.GetUtcNow() + left))));
        return this;
    }

    public HookHome WriteClockSkew(TimeSpan skew)
    {
        string line = $"{(long)skew.TotalSeconds} {Timestamp.Format(Clock.GetUtcNow())} {(long)Clock.Elapsed.TotalSeconds}\n";
        Home.Write(Path.Combine(State, "clock"), Encoding.ASCII.GetBytes(line));
        return this;
    }

    public HookHome Configure(string json)
    {
        Home.Write(ConfigurationFile.Locate(Home.Environment)!, Encoding.UTF8.GetBytes(json));
        return this;
    }

    /// <summary>A client was given this key.</summary>
    public HookHome HandOut(string profile, TimeSpan left, string accessKeyId = "ASIAEXAMPLE000000007")
    {
        DateTimeOffset now = Clock.GetUtcNow();
        new HandedOutKeys(Home.Environment, Clock).Remember(new HandedOutKey(profile, accessKeyId, now + left, now + left, now, Environment.ProcessId));
        return this;
    }

    /// <summary>A sign-in of the session "corp" runs until this is disposed of.</summary>
    public IDisposable SignIn(string? number = null, WorkerPaths? place = null)
    {
        place ??= WorkerPaths.OfSession(Home.Environment, SignedInHome.Session.DisplayName);
        new SignInLedger(place, Clock).Write(Entry(SignInPhase.WaitingForPerson) with { Number = number });
        return SignInLease.TryTake(place)!;
    }

    /// <summary>An automatic login of "work" waits for a person at an address until this is disposed of.</summary>
    public IDisposable AutoLogin(string address, string? code)
    {
        WorkerPaths place = WorkerPaths.OfProfile(Home.Environment, "work");
        new SignInLedger(place, Clock).Write(Entry(SignInPhase.WaitingForPerson) with { Flow = SignInFlow.Command, Address = address, UserCode = code });
        return SignInLease.TryTake(place)!;
    }

    public SignInEntry Entry(SignInPhase phase) => new()
    {
        Id = "one",
        Phase = phase,
        Flow = SignInFlow.DeviceCode,
        FlowReason = "a test",
        Started = Clock.GetUtcNow(),
        WorkerId = 1,
        WorkerStarted = Clock.GetUtcNow(),
    };

    public HookAnswer Ask(HookInput input, string? profile = null) => new SessionHook(Home.Environment, Clock, this).Answer(input, profile);

    public HookAnswer Prompt(string session = "s", bool isOrdinary = true) =>
        Ask(new HookInput { Event = "UserPromptSubmit", SessionId = session, IsOrdinaryPrompt = isOrdinary });

    public HookAnswer Start(string session = "s") => Ask(new HookInput { Event = "SessionStart", SessionId = session });

    public HookAnswer Fail(string error, string session = "s") => Ask(new HookInput { Event = "StopFailure", SessionId = session, Error = error });

    public HookAnswer Change(string path, string session = "s") => Ask(new HookInput { Event = "FileChanged", SessionId = session, FilePath = path });

    public void Dispose() => _home.Dispose();
}
