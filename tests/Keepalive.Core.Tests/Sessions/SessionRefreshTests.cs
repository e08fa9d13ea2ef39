using Keepalive.Aws.SecurityTokens;
using Keepalive.Configuration;
using Keepalive.Sessions;
using Keepalive.SignIn;
using Keepalive.Testing;
using Keepalive.Workers;

namespace Keepalive.Core.Tests.Sessions;

public sealed class SessionRefreshTests : IDisposable
{
    private readonly RefreshHome _home = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Forced_with_good_keys_and_nothing_to_run_it_says_so_and_speaks_of_no_revocation()
    {
        _home.WriteKeys(RefreshHome.Old);

        KeepaliveException failure = await _home.FailsAsync(KeepaliveErrorCode.AutoLoginNotSet, options: new RefreshOptions { Force = true });

        Assert.Contains("is valid", failure.Message, StringComparison.Ordinal);
        Assert.Contains("Nothing needs to be done", failure.Advice, StringComparison.Ordinal);
        string log = await File.ReadAllTextAsync(Directory.EnumerateFiles(_home.Variables["CLAUDE_AWS_STATE"], "events.jsonl", SearchOption.AllDirectories).Single(), TestContext.Current.CancellationToken);
        Assert.DoesNotContain(KeepaliveErrorCode.CredentialRevoked, log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_advice_after_a_failed_automatic_login_names_the_verb_that_signs_that_profile_in()
    {
        _home.Configuration = _home.Configuration with { AutoLoginCommand = "login" };
        _home.WriteKeys(RefreshHome.Old, minutes: -5);
        await _home.FailsAsync(KeepaliveErrorCode.AutoLoginFailed);

        KeepaliveException resting = await _home.FailsAsync(KeepaliveErrorCode.SignInCoolingDown);

        Assert.Contains("claude-aws autologin --profile keys", resting.Advice, StringComparison.Ordinal);
        Assert.DoesNotContain("claude-aws login", resting.Advice, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Migration", "S13")]
    [Trait("Migration", "S14")]
    public async Task A_good_session_is_left_alone_and_STS_is_asked_once_in_half_a_minute()
    {
        _home.WriteKeys(RefreshHome.Old);

        RefreshResult first = await _home.RefreshAsync();
        RefreshResult second = await _home.RefreshAsync();

        Assert.Equal((RefreshWay.WasGood, RefreshWay.WasGood, 1), (first.Way, second.Way, _home.Verifier.Asked));
        Assert.Empty(_home.Program.Launched);
    }

    [Fact]
    public async Task A_remembered_good_state_is_answered_without_waiting()
    {
        _home.WriteKeys(RefreshHome.Old);
        new KeyValidityCache(_home.Environment, _home.Clock).Write(RefreshHome.Old.AccessKeyId, KeyValidity.Alive, null);

        ValueTask<RefreshResult> refresh = new SessionRefresh(_home.Environment, _home.Configuration, _home.Program, _home.Clock, _home.Verifier)
            .RunAsync(RefreshHome.Keys, new RefreshOptions(), null, Token);

        Assert.True(refresh.IsCompletedSuccessfully);
        Assert.Equal((RefreshWay.WasGood, 0), ((await refresh).Way, _home.Verifier.Asked));
    }

    [Fact]
    public async Task STS_that_can_not_be_asked_is_no_reason_to_open_anything()
    {
        _home.WriteKeys(RefreshHome.Old);
        _home.Verifier.Otherwise = KeyValidity.Unknown;
        _home.Configuration = AutoLogin;

        Assert.Equal(RefreshWay.WasGood, (await _home.RefreshAsync()).Way);
        Assert.Empty(_home.Program.Launched);
    }

    [Fact]
    [Trait("Migration", "W1")]
    public async Task A_login_that_succeeds_ends_well()
    {
        _home.WriteKeys(RefreshHome.Old, minutes: -5);
        _home.Configuration = AutoLogin;
        _home.Login = Writes(RefreshHome.New);

        RefreshResult result = await _home.RefreshAsync();

        Assert.Equal((RefreshWay.AutoLogin, RefreshHome.Keys), (result.Way, result.Profile));
        Assert.InRange(result.Expires!.Value, DateTimeOffset.UtcNow.AddMinutes(55), DateTimeOffset.UtcNow.AddMinutes(65));
    }

    [Fact]
    [Trait("Migration", "W3")]
    public async Task A_login_without_expiry_in_the_file_is_verified_by_its_new_key()
    {
        _home.WriteKeys(RefreshHome.Old, minutes: null);
        _home.Verifier.Kill(RefreshHome.Old);
        _home.Configuration = AutoLogin;
        _home.Login = Writes(RefreshHome.New, minutes: null);

        Assert.Equal(RefreshWay.AutoLogin, (await _home.RefreshAsync()).Way);
    }

    [Fact]
    [Trait("Migration", "W20")]
    public async Task A_revoked_session_is_not_called_fine_for_the_sake_of_its_expiry()
    {
        _home.WriteKeys(RefreshHome.Old);
        _home.Verifier.Kill(RefreshHome.Old);

        KeepaliveException failure = await _home.FailsAsync(KeepaliveErrorCode.CredentialRevoked);

        Assert.DoesNotContain(RefreshHome.Old.AccessKeyId, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Migration", "W20")]
    public async Task A_credential_that_ends_in_a_second_does_not_count_as_refreshed()
    {
        _home.WriteKeys(RefreshHome.Old, minutes: -5);
        _home.Configuration = AutoLogin;
        _home.Login = Writes(RefreshHome.New, minutes: 0);

        await _home.FailsAsync(KeepaliveErrorCode.AutoLoginFailed);
    }

    [Fact]
    public async Task A_new_key_that_STS_refuses_as_well_is_no_success()
    {
        _home.WriteKeys(RefreshHome.Old, minutes: -5);
        _home.Verifier.Kill(RefreshHome.New);
        _home.Configuration = AutoLogin;
        _home.Login = Writes(RefreshHome.New);

        await _home.FailsAsync(KeepaliveErrorCode.AutoLoginFailed);
    }

    [Fact]
    [Trait("Migration", "W6")]
    public async Task A_failed_login_releases_its_waiters_at_once_with_its_reason()
    {
        _home.WriteKeys(RefreshHome.Old, minutes: -5);
        _home.Configuration = AutoLogin;
        var ends = new TaskCompletionSource<string?>();
        _home.Login = () => ends.Task;
        Task<KeepaliveException>[] waiters = [.. Enumerable.Range(0, 10).Select(_ => Task.Run(() => _home.FailsAsync(KeepaliveErrorCode.AutoLoginFailed), Token))];
        await UntilRunningAsync();
        await Task.Delay(300, Token);
        ends.SetResult("ended with exit status 9");

        KeepaliveException[] failures = await Task.WhenAll(waiters).WaitAsync(TimeSpan.FromSeconds(20), Token);

        Assert.Single(failures.Select(failure => failure.Message).Distinct());
        Assert.Single(_home.Program.Launched);
    }

    [Fact]
    [Trait("Migration", "W7")]
    public async Task After_a_failure_no_prompt_starts_another_login_until_the_cool_down_is_over()
    {
        _home.WriteKeys(RefreshHome.Old, minutes: -5);
        _home.Configuration = AutoLogin;
        await _home.FailsAsync(KeepaliveErrorCode.AutoLoginFailed);

        await _home.FailsAsync(KeepaliveErrorCode.SignInCoolingDown);
        await _home.FailsAsync(KeepaliveErrorCode.SignInCoolingDown);
        Assert.Single(_home.Program.Launched);

        _home.Login = Writes(RefreshHome.New);
        Assert.Equal(RefreshWay.AutoLogin, (await _home.RefreshAsync(options: new RefreshOptions { Force = true, HasTerminal = true })).Way);
    }

    [Fact]
    public async Task What_somebody_else_has_done_meanwhile_is_taken_and_nothing_is_started()
    {
        _home.WriteKeys(RefreshHome.Old);
        _home.Verifier.Kill(RefreshHome.Old);
        await _home.FailsAsync(KeepaliveErrorCode.CredentialRevoked);

        _home.WriteKeys(RefreshHome.New);
        Assert.Equal(RefreshWay.WasGood, (await _home.RefreshAsync()).Way);
        Assert.Empty(_home.Program.Launched);
    }

    [Fact]
    public async Task A_policy_that_forbids_automatic_logins_is_obeyed_and_the_next_step_named()
    {
        _home.WriteKeys(RefreshHome.Old, minutes: -5);
        _home.Configuration = AutoLogin with { ForbidAutoLogin = true, LoginCommand = "corp-login --now" };

        KeepaliveException failure = await _home.FailsAsync(KeepaliveErrorCode.CredentialExpired);

        Assert.Contains("! corp-login --now", failure.Advice, StringComparison.Ordinal);
        Assert.Empty(_home.Program.Launched);
    }

    [Fact]
    public async Task A_profile_that_nobody_has_set_up_sends_nobody_a_push_message()
    {
        _home.Configuration = AutoLogin;

        await _home.FailsAsync(KeepaliveErrorCode.ProfileNotFound, "typo");

        Assert.Empty(_home.Program.Launched);
    }

    [Fact]
    public async Task The_profile_that_the_settings_name_is_logged_in_although_its_tool_has_not_written_it_yet()
    {
        _home.Configuration = AutoLogin with { Profile = "new" };

        await _home.FailsAsync(KeepaliveErrorCode.AutoLoginFailed, "new");

        Assert.Equal("new", Assert.Single(_home.Program.Launched).Profile);
    }

    [Fact]
    public async Task An_ended_session_is_signed_in_by_a_person_and_the_role_looked_at_afterwards()
    {
        await _home.FailsAsync(KeepaliveErrorCode.NetworkUnreachable, RefreshHome.Sso);

        (string verb, string profile, SignInOptions options) = Assert.Single(_home.Program.Launched);
        Assert.Equal((WorkerLauncher.Verb, RefreshHome.Sso, true, false), (verb, profile, options.IsAutomatic, options.Force));
        Assert.Equal(SignInPhase.Succeeded, _home.EntryOf(RefreshHome.Sso)!.Phase);
    }

    [Fact]
    public async Task A_network_that_is_away_after_the_sign_in_opens_no_second_tab()
    {
        await _home.FailsAsync(KeepaliveErrorCode.NetworkUnreachable, RefreshHome.Sso);
        await _home.FailsAsync(KeepaliveErrorCode.NetworkUnreachable, RefreshHome.Sso);

        Assert.Single(_home.Program.Launched);
    }

    [Fact]
    public async Task A_network_that_is_away_opens_nothing()
    {
        _home.WriteToken(minutes: 60);

        await _home.FailsAsync(KeepaliveErrorCode.NetworkUnreachable, RefreshHome.Sso);
        await _home.FailsAsync(KeepaliveErrorCode.NetworkUnreachable, RefreshHome.Sso);

        Assert.Empty(_home.Program.Launched);
        Assert.Null(_home.EntryOf(RefreshHome.Sso));
    }

    [Fact]
    public async Task A_person_who_refuses_is_everybodys_outcome_and_nobody_opens_another_tab()
    {
        _home.Approve = () => SignInAnswer.Denied;

        await _home.FailsAsync(KeepaliveErrorCode.SignInDenied, RefreshHome.Sso);
        await _home.FailsAsync(KeepaliveErrorCode.SignInCoolingDown, RefreshHome.Sso);

        Assert.Single(_home.Program.Launched);
    }

    [Theory]
    [InlineData(SignInPhase.WaitingForPerson, "https://device.sso.eu-west-1.amazonaws.com/", "still waits for you", "! claude-aws login")]
    [InlineData(SignInPhase.Starting, null, "has not reached AWS", "claude-aws doctor")]
    [Trait("Migration", "W18")]
    public async Task The_wait_ends_before_the_hosts_and_says_that_the_sign_in_goes_on(SignInPhase phase, string? address, string message, string advice)
    {
        using var home = new RefreshHome(new FakeClock());
        using SignInLease? lease = SignInLease.TryTake(home.PlaceOf(RefreshHome.Sso));
        new SignInLedger(home.PlaceOf(RefreshHome.Sso), home.Clock).Write(new SignInEntry
        {
            Id = "running",
            Phase = phase,
            Address = address,
            Flow = SignInFlow.DeviceCode,
            FlowReason = "a test",
            Started = home.Clock.GetUtcNow(),
            WorkerId = 1,
            WorkerStarted = home.Clock.GetUtcNow(),
        });
        long start = home.Clock.GetTimestamp();

        KeepaliveException failure = await home.FailsAsync(KeepaliveErrorCode.SignInStillRunning, RefreshHome.Sso);

        Assert.InRange(home.Clock.GetElapsedTime(start), TimeSpan.FromSeconds(150), TimeSpan.FromSeconds(165));
        Assert.Contains(message, failure.Message, StringComparison.Ordinal);
        Assert.Contains(advice, failure.Advice, StringComparison.Ordinal);
        Assert.Contains("claude-aws status", failure.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_login_that_fails_leaves_the_way_open_to_a_person()
    {
        _home.Configuration = AutoLogin;
        _home.Approve = () => SignInAnswer.Denied;

        await _home.FailsAsync(KeepaliveErrorCode.SignInDenied, RefreshHome.Sso);

        Assert.Equal(["auto-login-worker", "sign-in-worker"], _home.Program.Launched.Select(launched => launched.Verb));
    }

    [Theory]
    [InlineData(LoginFlow.DeviceCode, true)]
    [InlineData(LoginFlow.Browser, false)]
    [InlineData(LoginFlow.Automatic, false)]
    public async Task The_configured_flow_is_the_one_that_is_used(LoginFlow flow, bool usesDeviceCode)
    {
        _home.Configuration = KeepaliveConfiguration.Default with { LoginFlow = flow };
        RefreshResult rehearsed = await _home.RefreshAsync(RefreshHome.Sso, new RefreshOptions { IsRehearsal = true });
        Assert.Contains(flow == LoginFlow.Browser ? "in the browser (the settings ask for " : "with a device code", rehearsed.Steps[1], StringComparison.Ordinal);

        // The person refuses, on the page or in the browser.
        _home.Approve = () => SignInAnswer.Denied;
        Task<KeepaliveException> refresh = _home.FailsAsync(KeepaliveErrorCode.SignInDenied, RefreshHome.Sso);
        if (flow == LoginFlow.Browser)
        {
            await Waiting.UntilAsync(() => _home.EntryOf(RefreshHome.Sso)?.Address is not null, Token);
            Dictionary<string, string> query = FakeSignInService.Query(new Uri(_home.EntryOf(RefreshHome.Sso)!.Address!));
            using var browser = new HttpClient(new SocketsHttpHandler { UseProxy = false });
            await browser.GetStringAsync(new Uri($"{query["redirect_uri"]}?error=access_denied&state={Uri.EscapeDataString(query["state"])}"), Token);
        }

        await refresh;
        SignInOptions options = Assert.Single(_home.Program.Launched).Options;
        Assert.Equal((usesDeviceCode, flow == LoginFlow.Browser), (options.UseDeviceCode, options.PrefersBrowser));
        Assert.Equal(flow == LoginFlow.Browser ? SignInFlow.AuthorizationCode : SignInFlow.DeviceCode, _home.EntryOf(RefreshHome.Sso)!.Flow);
    }

    [Fact]
    public async Task A_rehearsal_tells_what_would_follow_and_starts_nothing()
    {
        _home.Configuration = AutoLogin;
        _home.WriteKeys(RefreshHome.Old);
        RefreshResult good = await _home.RefreshAsync(options: Rehearsal);
        _home.Verifier.Kill(RefreshHome.New);
        _home.WriteKeys(RefreshHome.New);
        RefreshResult dead = await _home.RefreshAsync(options: Rehearsal);
        RefreshResult person = await _home.RefreshAsync(RefreshHome.Sso, Rehearsal);

        Assert.Contains("; STS accepts it.", Assert.Single(good.Steps), StringComparison.Ordinal);
        Assert.Contains("STS rejects it", dead.Steps[0], StringComparison.Ordinal);
        Assert.Contains("autoLoginCmd is set", dead.Steps[1], StringComparison.Ordinal);
        Assert.Contains("You are not signed in to 'corp'", person.Steps[0], StringComparison.Ordinal);
        Assert.Empty(_home.Program.Launched);
    }

    [Fact]
    public async Task A_rehearsal_of_what_only_a_person_can_do_fails_with_the_next_step()
    {
        _home.WriteKeys(RefreshHome.Old, minutes: -5);
        _home.Configuration = KeepaliveConfiguration.Default with { LoginCommand = "corp-login" };

        KeepaliveException failure = await _home.FailsAsync(KeepaliveErrorCode.CredentialExpired, options: Rehearsal);

        Assert.Contains("corp-login", failure.Advice, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1", true)]
    [InlineData("0", false)]
    [InlineData("", false)]
    public void The_environment_can_make_a_rehearsal_of_any_refresh(string value, bool isRehearsal)
    {
        _home.Variables[RefreshOptions.RehearsalVariable] = value;

        Assert.Equal(isRehearsal, new RefreshOptions().In(_home.Environment).IsRehearsal);
    }

    public void Dispose() => _home.Dispose();

    private static KeepaliveConfiguration AutoLogin => KeepaliveConfiguration.Default with { AutoLoginCommand = "login" };

    private static RefreshOptions Rehearsal => new() { IsRehearsal = true };

    private Func<Task<string?>> Writes(TestKeys keys, int? minutes = 60) => () =>
    {
        _home.WriteKeys(keys, minutes);
        return Task.FromResult<string?>(null);
    };

    private Task UntilRunningAsync() => Waiting.UntilAsync(() => _home.EntryOf(RefreshHome.Keys) is { IsRunning: true }, Token);
}
