using Keepalive.Aws.AccessKeys;
using Keepalive.Aws.Profiles;
using Keepalive.Aws.SecurityTokens;
using Keepalive.Configuration;
using Keepalive.Core.Tests.Credentials;
using Keepalive.Credentials;
using Keepalive.Login;
using Keepalive.Platform.Time;
using Keepalive.Prompts;
using Keepalive.Sessions;
using Keepalive.Testing;
using Keepalive.Workers;

namespace Keepalive.Core.Tests.Sessions;

public sealed class AutoLoginWorkerTests : IDisposable
{
    private static readonly TestKeys s_old = TestKeys.Temporary(1);
    private static readonly TestKeys s_new = TestKeys.Temporary(2);

    private readonly SyntheticHome _home = new(new ManualClock());
    private readonly FakeVerifier _verifier = new();

    public AutoLoginWorkerTests()
    {
        _home.Variables["CLAUDE_AWS_STATE"] = Path.Combine(_home.Folder, "state");
        Write(s_old, minutes: -5);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private SignInEntry Entry => new SignInLedger(WorkerPaths.OfProfile(_home.Environment, "work"), _home.Clock).Read()!;

    [Fact]
    public async Task A_login_that_leaves_a_new_key_has_succeeded_whatever_it_says()
    {
        await WorkAsync(() => Write(s_new, minutes: 60), complaint: "ended with exit status 1");

        Assert.Equal((SignInPhase.Succeeded, SignInFlow.Command, null), (Entry.Phase, Entry.Flow, Entry.Outcome));
    }

    [Fact]
    [Trait("Migration", "W3")]
    public async Task The_success_of_a_login_is_verified_also_where_no_expiry_stands_in_the_file()
    {
        Write(s_old, minutes: null);
        await WorkAsync(() => Write(s_new, minutes: null));
        Assert.Equal(SignInPhase.Succeeded, Entry.Phase);

        await WorkAsync(() => { });
        Assert.Equal((SignInPhase.Failed, KeepaliveErrorCode.AutoLoginFailed), (Entry.Phase, Entry.Outcome!.Value.Code));
        Assert.Contains("left no new credential", Entry.Outcome.Value.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(KeyValidity.Alive, SignInPhase.Succeeded)]
    [InlineData(KeyValidity.Dead, SignInPhase.Failed)]
    public async Task A_second_worker_that_finds_the_MFA_session_of_the_first_has_succeeded_if_AWS_accepts_it(KeyValidity validity, SignInPhase phase)
    {
        var sts = new FakeSecurityTokens(_home.Clock);
        _home.WriteConfig("[profile work]\nregion = eu-west-1\nmfa_serial = arn:aws:iam::123456789012:mfa/ann\naws_access_key_id = AKIAEXAMPLE000000001\naws_secret_access_key = s\n");
        _home.WriteCredentials(string.Empty);
        var choice = new ProfileChoice("work", "the test", IsNamed: true);
        var resolver = new CredentialResolver(_home.Environment, KeepaliveConfiguration.Default, _home.Clock) { SecurityTokens = _ => sts, Prompt = new ScriptedPerson("111111") };
        AwsCredential keys = await resolver.ResolveAsync(choice, Deadline.After(_home.Clock, TimeSpan.FromSeconds(15)), Token);
        AwsCredential session = await resolver.GetSessionAsync(choice, keys, refusedKey: null, Deadline.After(_home.Clock, TimeSpan.FromSeconds(15)), Token, RoleChain.DeviceOf);
        _verifier.Standings[session.AccessKeyId] = validity;

        await new AutoLoginWorker(
            _home.Environment, KeepaliveConfiguration.Default, "work", () => MfaLogin.Find(_home.Environment, KeepaliveConfiguration.Default, "work", _home.Clock), _home.Clock, verifier: _verifier)
            .RunAsync(Token);

        Assert.Equal((phase, phase == SignInPhase.Failed), (Entry.Phase, Entry.Outcome?.Message.Contains("left a key that AWS rejects", StringComparison.Ordinal) ?? false));
        Assert.Single(sts.Codes);
    }

    [Fact]
    public async Task A_login_that_leaves_nothing_has_failed_with_its_reason()
    {
        await WorkAsync(() => { }, "ended with exit status 7");

        Assert.Contains("(autoLoginCmd) ended with exit status 7", Entry.Outcome!.Value.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_login_that_leaves_a_key_that_AWS_refuses_has_failed()
    {
        _verifier.Standings[s_new.AccessKeyId] = KeyValidity.Dead;

        await WorkAsync(() => Write(s_new, minutes: 60));

        Assert.Equal((SignInPhase.Failed, KeepaliveErrorCode.AutoLoginFailed, 1), (Entry.Phase, Entry.Outcome!.Value.Code, Entry.Failures));
        Assert.Contains("left a key that AWS rejects", Entry.Outcome.Value.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_that_nobody_can_ask_about_is_not_called_refused()
    {
        _verifier.Standings[s_new.AccessKeyId] = KeyValidity.Unknown;

        await WorkAsync(() => Write(s_new, minutes: 60));

        Assert.Equal(SignInPhase.Succeeded, Entry.Phase);
    }

    [Fact]
    public async Task The_pause_grows_with_each_failure_and_a_success_ends_the_row()
    {
        var ledger = new SignInLedger(WorkerPaths.OfProfile(_home.Environment, "work"), _home.Clock);
        var pauses = new List<double>();
        for (int failure = 0; failure < 4; failure++)
        {
            await WorkAsync(() => { });
            pauses.Add(ledger.CoolDownLeft(Entry)!.Value.TotalMinutes);
        }

        Assert.Equal([2, 10, 60, 60], pauses);
        await WorkAsync(() => Write(s_new, minutes: 60));
        Assert.Null(ledger.CoolDownLeft(Entry));

        ((ManualClock)_home.Clock).Advance(TimeSpan.FromMinutes(3));
        await WorkAsync(() => { });
        Assert.Equal(2, ledger.CoolDownLeft(Entry)!.Value.TotalMinutes);
    }

    [Fact]
    public async Task A_key_that_AWS_has_taken_and_then_revokes_is_replaced_once()
    {
        var ledger = new SignInLedger(WorkerPaths.OfProfile(_home.Environment, "work"), _home.Clock);
        KeepaliveException revoked = KeepaliveErrors.AutoLoginFailed("work", "was refused");
        await WorkAsync(() => Write(s_new, minutes: 60));
        Assert.False(ledger.Refute(ledger.FreshSuccess()!, revoked));

        await WorkAsync(() => Write(s_old, minutes: 60));

        Assert.True(ledger.Refute(ledger.FreshSuccess()!, revoked));
        Assert.Equal(10, ledger.CoolDownLeft(Entry)!.Value.TotalMinutes);
    }

    [Fact]
    public async Task A_success_that_AWS_takes_back_counts_as_the_next_failure()
    {
        var ledger = new SignInLedger(WorkerPaths.OfProfile(_home.Environment, "work"), _home.Clock);
        await WorkAsync(() => { });
        await WorkAsync(() => Write(s_new, minutes: 60));

        Assert.True(ledger.Refute(ledger.FreshSuccess()!, KeepaliveErrors.AutoLoginFailed("work", "was refused")));

        Assert.Equal((SignInPhase.Failed, 2, 10d), (Entry.Phase, Entry.Failures, ledger.CoolDownLeft(Entry)!.Value.TotalMinutes));
    }

    [Fact]
    public async Task A_success_that_has_lasted_is_not_taken_back()
    {
        var ledger = new SignInLedger(WorkerPaths.OfProfile(_home.Environment, "work"), _home.Clock);
        await WorkAsync(() => Write(s_new, minutes: 60));
        ((ManualClock)_home.Clock).Advance(TimeSpan.FromMinutes(3));

        Assert.Null(ledger.FreshSuccess());
        Assert.Equal(SignInPhase.Succeeded, Entry.Phase);
    }

    [Fact]
    public async Task A_worker_that_died_is_replaced_and_the_second_in_a_row_opens_the_pause()
    {
        var ledger = new SignInLedger(WorkerPaths.OfProfile(_home.Environment, "work"), _home.Clock);
        var journal = new WorkerJournal(ledger, _home.Clock);
        journal.Begin(SignInFlow.Command, "a test");
        Assert.Null(ledger.CoolDownLeft(Entry));

        journal.Begin(SignInFlow.Command, "a test");

        Assert.Equal(10, ledger.CoolDownLeft(Entry)!.Value.TotalMinutes);
        await Task.CompletedTask;
    }

    [Fact]
    public async Task A_network_that_is_away_makes_no_pause_grow()
    {
        for (int failure = 0; failure < 3; failure++)
        {
            await WorkAsync(() => throw KeepaliveErrors.LoginNetworkFailed("saml2aws", "no route"));
        }

        Assert.Equal((KeepaliveErrorCode.LoginNetworkFailed, 0), (Entry.Outcome!.Value.Code, Entry.Failures));
    }

    [Fact]
    public async Task A_number_to_match_is_shown_while_the_login_runs_and_not_after_it()
    {
        string? shown = null;
        await WorkAsync(() => shown = Entry.Number, number: "42");

        Assert.Equal(("42", null), (shown, Entry.Number));
    }

    [Fact]
    public async Task An_address_to_open_stands_in_the_ledger_while_the_login_runs_and_not_after_it()
    {
        SignInEntry? shown = null;
        await WorkAsync(() => shown = Entry, notice: new LoginNotice(LoginNotice.OpenAddress) { Address = "https://acme.okta.example/activate", UserCode = "ABCD-WXYZ" });

        Assert.Equal((SignInPhase.WaitingForPerson, "https://acme.okta.example/activate", "ABCD-WXYZ", null), (shown!.Phase, shown.Address, shown.UserCode, shown.Number));
        Assert.Equal((null, null), (Entry.Address, Entry.UserCode));
    }

    [Fact]
    public async Task A_second_worker_of_the_profile_goes_home()
    {
        using SignInLease? lease = SignInLease.TryTake(WorkerPaths.OfProfile(_home.Environment, "work"));

        await WorkAsync(() => Assert.Fail("it must not run"), clock: new FakeClock());

        Assert.Null(new SignInLedger(WorkerPaths.OfProfile(_home.Environment, "work"), _home.Clock).Read());
    }

    [Fact]
    [Trait("Migration", "W19")]
    public async Task Profiles_do_not_wait_for_each_other()
    {
        using SignInLease? lease = SignInLease.TryTake(WorkerPaths.OfProfile(_home.Environment, "other"));

        await WorkAsync(() => Write(s_new, minutes: 60));

        Assert.Equal(SignInPhase.Succeeded, Entry.Phase);
    }

    [Theory]
    [InlineData("login", false, null, true)]
    [InlineData("login", true, null, false)]
    [InlineData(null, false, null, false)]
    [InlineData("login", false, "work", false)]
    public void A_login_is_found_where_one_is_set_and_no_policy_forbids_it(string? command, bool isForbidden, string? runningFor, bool isFound)
    {
        if (runningFor is not null)
        {
            _home.Variables[CommandLogin.Variable] = runningFor;
        }

        var settings = new KeepaliveConfiguration { AutoLoginCommand = command, ForbidAutoLogin = isForbidden };

        Assert.Equal(isFound, AutoLogins.Find(_home.Environment, settings, "work") is not null);
    }

    public void Dispose() => _home.Dispose();

    private Task WorkAsync(Action login, string? complaint = null, string? number = null, TimeProvider? clock = null, LoginNotice? notice = null) => new AutoLoginWorker(
        _home.Environment, KeepaliveConfiguration.Default, "work", () => new FakeLogin(login, complaint, notice ?? (number is null ? null : new LoginNotice(number))), clock ?? _home.Clock, verifier: _verifier)
        .RunAsync(TestContext.Current.CancellationToken);

    private void Write(TestKeys keys, int? minutes) => _home.WriteCredentials(keys.Section(
        "work", minutes is { } left ? [$"expiration = {Timestamp.Format(_home.Clock.GetUtcNow().AddMinutes(left))}"] : []));

    private sealed class FakeLogin(Action login, string? complaint, LoginNotice? notice) : IAutoLogin
    {
        public string Setting => "autoLoginCmd";

        public Task<string?> RunAsync(IProgress<LoginNotice> told, IPersonPrompt prompt, CancellationToken cancellationToken)
        {
            if (notice is not null)
            {
                told.Report(notice);
            }

            login();
            return Task.FromResult(complaint);
        }
    }
}
