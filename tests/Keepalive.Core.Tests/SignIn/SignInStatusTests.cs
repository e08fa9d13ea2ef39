using Keepalive.SignIn;
using Keepalive.Testing;
using Keepalive.Workers;

namespace Keepalive.Core.Tests.SignIn;

public sealed class SignInStatusTests : IDisposable
{
    private readonly FakeClock _clock = new();
    private readonly SyntheticHome _home;

    public SignInStatusTests()
    {
        _home = new SyntheticHome(_clock);
        _home.Variables["CLAUDE_AWS_STATE"] = Path.Combine(_home.Folder, "state");
        _home.WriteConfig(SignedInFiles.Profile("profile work") + SignedInFiles.Session() + "[profile torn]\nsso_session = nowhere\n");
    }

    private WorkerPaths Session => WorkerPaths.OfSession(_home.Environment, "corp");

    private WorkerPaths Command => WorkerPaths.OfProfile(_home.Environment, "work");

    [Fact]
    public async Task Nothing_is_to_be_seen_where_nobody_has_signed_in()
    {
        Assert.Null(await LookAsync());
        Assert.Null(await LookAsync("torn"));
        Assert.False(Directory.Exists(Path.Combine(_home.Folder, "state")), "looking leaves no trace");
    }

    [Fact]
    public async Task A_running_sign_in_shows_what_a_person_needs()
    {
        Write(Session, Entry(SignInPhase.WaitingForPerson) with { Address = "https://example.awsapps.com/", UserCode = "ABCD-EFGH", Number = "42" });
        using SignInLease? lease = SignInLease.TryTake(Session);

        SignInStatus seen = (await LookAsync())!;

        Assert.Equal(
            ("corp", true, "https://example.awsapps.com/", "ABCD-EFGH", "42", _clock.GetUtcNow()),
            (seen.Name, seen.IsRunning, seen.Address, seen.UserCode, seen.Number, seen.Started));
    }

    [Fact]
    public async Task A_worker_that_died_runs_no_more_whatever_its_entry_says()
    {
        Write(Session, Entry(SignInPhase.WaitingForPerson) with { Address = "https://example.awsapps.com/" });

        SignInStatus seen = (await LookAsync())!;

        Assert.Equal((false, null), (seen.IsRunning, seen.Address));
    }

    [Fact]
    public async Task A_failure_is_seen_with_what_is_left_of_its_cool_down()
    {
        Write(Command, Failed());
        _clock.Advance(TimeSpan.FromSeconds(30));

        SignInStatus seen = (await LookAsync())!;

        Assert.Equal(("work", false, KeepaliveErrorCode.SignInDenied, "It was refused."), (seen.Name, seen.HasSucceeded, seen.FailureCode, seen.FailureMessage));
        Assert.Equal(TimeSpan.FromSeconds(90), seen.CoolDownLeft);
    }

    [Fact]
    public async Task The_one_that_runs_is_seen_before_a_later_one_that_has_ended()
    {
        Write(Session, Entry(SignInPhase.WaitingForPerson));
        using SignInLease? lease = SignInLease.TryTake(Session);
        _clock.Advance(TimeSpan.FromMinutes(1));
        Write(Command, Failed());

        Assert.Equal("corp", (await LookAsync())!.Name);
        lease!.Dispose();
        Assert.Equal("work", (await LookAsync())!.Name);
    }

    [Theory]
    [InlineData("team/prod", "team%2Fprod")]
    [InlineData("..", "..")]
    public void A_name_stays_readable_and_leaves_the_folder_never(string profile, string file) =>
        Assert.EndsWith($"for {file}.sign-in.json", WorkerPaths.OfProfile(_home.Environment, profile).Ledger, StringComparison.Ordinal);

    [Fact]
    public void Two_long_names_that_begin_alike_have_two_places()
    {
        string one = WorkerPaths.FileName(new string('日', 80) + "1");
        string two = WorkerPaths.FileName(new string('日', 80) + "2");

        Assert.NotEqual(one, two);
        Assert.Equal((150, 150), (one.Length, two.Length));
    }

    public void Dispose() => _home.Dispose();

    private async Task<SignInStatus?> LookAsync(string profile = "work") =>
        SignInStatus.Read(_home.Environment, await _home.ReadProfileAsync(profile), _clock);

    private void Write(WorkerPaths place, SignInEntry entry) => new SignInLedger(place, _clock).Write(entry);

    private SignInEntry Failed() => Entry(SignInPhase.Failed) with
    {
        Ended = _clock.GetUtcNow(),
        Outcome = (KeepaliveErrorCode.SignInDenied, "It was refused.", "Ask."),
    };

    private SignInEntry Entry(SignInPhase phase) => new()
    {
        Id = Guid.NewGuid().ToString(),
        Phase = phase,
        Flow = SignInFlow.DeviceCode,
        FlowReason = "a test",
        Started = _clock.GetUtcNow(),
        WorkerId = 1,
        WorkerStarted = _clock.GetUtcNow(),
    };
}
