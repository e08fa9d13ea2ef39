using Keepalive.Core.Tests.Diagnostics;

namespace Keepalive.Core.Tests.Sessions;

/// <summary>
/// In every home of the doctor's tests and in every remembered state all doors say the same of the session: <c>status</c>, <c>check</c>, <c>export</c>,
/// <c>refresh</c> and <c>explain</c> to the code of the error, <c>status --all</c>, the hook, the status line, the prompt and the doctor as far as looking tells.
/// </summary>
public sealed class SessionParityTests : IDisposable
{
    /// <summary>A key or a sign-in that was good once: what makes a hook give a prompt back.</summary>
    private static readonly string[] s_ended = [KeepaliveErrorCode.CredentialExpired, KeepaliveErrorCode.CredentialRevoked, KeepaliveErrorCode.SignInRequired, KeepaliveErrorCode.MfaCodeNeeded];

    /// <summary>What only asking tells: a service that is away, a program that gives nothing.</summary>
    private static readonly string[] s_away =
    [
        KeepaliveErrorCode.NetworkUnreachable, KeepaliveErrorCode.CredentialProcessFailed, KeepaliveErrorCode.CredentialProcessOutputInvalid,
        KeepaliveErrorCode.CredentialProcessNotStarted, KeepaliveErrorCode.CredentialProcessInvalid,
    ];

    private static readonly string[] s_good = ["Valid", "EndsSoon", "Unknown", "LongLived"];

    private readonly DiagnosticHome _home = new();

    public static TheoryData<string> States => [.. RememberedStates.All.Keys];

    public static TheoryData<string> Faulty => [.. FaultyHomes.All.Keys];

    public static TheoryData<string> Healthy => [.. HealthyHomes.All.Keys];

    public void Dispose() => _home.Dispose();

    [Theory]
    [MemberData(nameof(States))]
    public async Task All_doors_say_the_same_of_what_is_remembered(string name)
    {
        (Action<DiagnosticHome> arrange, string expected) = RememberedStates.All[name];
        arrange(_home);

        Assert.Equal(expected, await AssertParityAsync());
    }

    [Theory]
    [MemberData(nameof(Faulty))]
    public Task All_doors_say_the_same_of_a_faulty_home(string name)
    {
        FaultyHomes.All[name].Spoil(_home);
        return AssertParityAsync();
    }

    [Theory]
    [MemberData(nameof(Healthy))]
    public Task All_doors_say_the_same_of_a_healthy_home(string name)
    {
        HealthyHomes.All[name](_home);
        return AssertParityAsync();
    }

    [Fact]
    public async Task While_a_client_has_a_living_key_its_hook_gives_no_prompt_back_though_the_next_export_fails()
    {
        RememberedStates.All["a key that has ended"].Arrange(_home);
        new Keepalive.Sessions.HandedOutKeys(_home.Environment, _home.Clock).Remember(
            new Keepalive.Sessions.HandedOutKey("default", "ASIAEXAMPLE000000077", _home.Now.AddHours(2), _home.Now.AddHours(2), _home.Now, Environment.ProcessId));
        var doors = new SessionDoors(_home);

        Assert.Equal((SessionDoors.Good, SessionDoors.Good), (await doors.HookAsync(), await doors.StatusLineAsync()));
        Assert.Equal(KeepaliveErrorCode.CredentialExpired, await doors.ExportAsync());
    }

    /// <summary>The client gets the session of a long-lived key from AWS STS, which is away here; keys in the environment have no profile for it.</summary>
    private string ForClient(string status, string outcome) => status != "LongLived" ? outcome
        : new SessionDoors(_home).AreKeysOfEnvironment ? KeepaliveErrorCode.LongLivedKeyRefused : KeepaliveErrorCode.NetworkUnreachable;

    /// <summary>The verdict that all agree on.</summary>
    private async Task<string> AssertParityAsync()
    {
        var doors = new SessionDoors(_home);

        // First those that only look, so that nothing is remembered yet that another door has asked for.
        string list = await doors.ListAsync(doors.ProfileInUse);
        (string hook, string line, string prompt) = (await doors.HookAsync(), await doors.StatusLineAsync(), doors.Prompt());
        string offline = await doors.ExplainAsync(isOffline: true);
        string[] doctor = [.. doors.Doctor()];
        string status = await doors.StatusAsync();
        string outcome = s_good.Contains(status) ? SessionDoors.Good : status;

        Assert.Equal(("check", outcome), ("check", await doors.CheckAsync()));
        Assert.Equal(("export", outcome), ("export", await doors.ExportAsync()));
        Assert.Equal(("explain", ForClient(status, outcome)), ("explain", await doors.ExplainAsync(isOffline: false)));
        string refresh = await doors.RefreshAsync();
        Assert.True(refresh == ForClient(status, outcome) || (refresh == SessionDoors.Bad && outcome != SessionDoors.Good), $"refresh: {refresh}, status: {status}");

        if (s_ended.Contains(outcome))
        {
            Assert.True(line == SessionDoors.Bad, $"status line: {line}, status: {status}");
            Assert.True(prompt == SessionDoors.Bad, $"prompt: {prompt}, status: {status}");
            Assert.True(hook == SessionDoors.Bad, $"hook: {hook}, status: {status}");
            Assert.True(doctor.Length > 0, $"the doctor has found nothing, status: {status}");
        }
        else
        {
            Assert.True(line != SessionDoors.Bad, $"status line: {line}, status: {status}");
            Assert.True(prompt != SessionDoors.Bad, $"prompt: {prompt}, status: {status}");
            Assert.True(hook != SessionDoors.Bad, $"hook: {hook}, status: {status}");
        }

        if (s_away.Contains(outcome))
        {
            Assert.Equal(("list", SessionDoors.Open), ("list", list));
            Assert.Equal(("offline", SessionDoors.Open), ("offline", offline));
        }
        else
        {
            Assert.True(list == status || doors.AreKeysOfEnvironment, $"list: {list}, status: {status}");
            Assert.True(offline == outcome || status == "LongLived", $"offline: {offline}, status: {status}");
        }

        if (outcome == SessionDoors.Good)
        {
            Assert.DoesNotContain(doctor, id => id is "KA101" or "KA112" or "KA207");
        }

        return status;
    }
}
