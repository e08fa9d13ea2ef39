using Keepalive.Configuration;
using Keepalive.Login;
using Keepalive.Secrets;
using Keepalive.Sessions;
using Keepalive.Workers;

namespace Keepalive.Core.Tests.Sessions;

/// <summary>Who may force an automatic login: a person at a terminal, and no program.</summary>
public sealed class ForcedRefreshTests : IDisposable
{
    private static readonly RefreshOptions s_forced = new() { Force = true, HasTerminal = true };

    private readonly RefreshHome _home = new() { Configuration = KeepaliveConfiguration.Default with { Recipe = "saml2aws" } };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private LoginBreaker Breaker => new(_home.Environment, SecretName.ForProfile(RefreshHome.Keys, SecretKind.Password), _home.Clock);

    public void Dispose() => _home.Dispose();

    [Theory]
    [InlineData(false, null)]
    [InlineData(true, "1")]
    public async Task Without_a_terminal_or_in_a_shell_of_Claude_Code_it_is_refused_and_nothing_is_cleared_or_started(bool hasTerminal, string? claudeCode)
    {
        _home.WriteKeys(RefreshHome.Old, minutes: -5);
        await Breaker.PasswordRejectedAsync("f1", Token);
        if (claudeCode is not null)
        {
            _home.Variables["CLAUDECODE"] = claudeCode;
        }

        await _home.FailsAsync(KeepaliveErrorCode.ForceRefused, options: s_forced with { HasTerminal = hasTerminal });

        Assert.Empty(_home.Program.Launched);
        Assert.NotNull(Breaker.Read().RejectedAt);
    }

    [Fact]
    public async Task At_a_terminal_the_breaker_is_cleared_before_the_login()
    {
        _home.WriteKeys(RefreshHome.Old, minutes: -5);
        await Breaker.PasswordRejectedAsync("f1", Token);
        LoginBreakerState? seen = null;
        _home.Login = () =>
        {
            seen = Breaker.Read();
            _home.WriteKeys(RefreshHome.New);
            return Task.FromResult<string?>(null);
        };

        Assert.Equal(RefreshWay.AutoLogin, (await _home.RefreshAsync(options: s_forced)).Way);
        Assert.Null(seen!.RejectedAt);
    }

    [Fact]
    public async Task A_session_that_is_good_is_logged_in_all_the_same()
    {
        _home.WriteKeys(RefreshHome.Old);
        _home.Login = () =>
        {
            _home.WriteKeys(RefreshHome.New);
            return Task.FromResult<string?>(null);
        };

        Assert.Equal(RefreshWay.AutoLogin, (await _home.RefreshAsync(options: s_forced)).Way);
        Assert.Equal(AutoLoginWorker.Verb, Assert.Single(_home.Program.Launched).Verb);
    }

    [Fact]
    public async Task A_rehearsal_asks_for_no_permit_and_clears_nothing()
    {
        _home.WriteKeys(RefreshHome.Old, minutes: -5);
        await Breaker.PasswordRejectedAsync("f1", Token);

        Assert.Equal(RefreshWay.Rehearsed, (await _home.RefreshAsync(options: new RefreshOptions { Force = true, IsRehearsal = true })).Way);
        Assert.NotNull(Breaker.Read().RejectedAt);
    }

    [Fact]
    public async Task Where_no_login_goes_by_itself_a_program_may_force_a_sign_in()
    {
        _home.Configuration = KeepaliveConfiguration.Default;
        await _home.FailsAsync(KeepaliveErrorCode.NetworkUnreachable, RefreshHome.Sso, new RefreshOptions { Force = true });
        Assert.Single(_home.Program.Launched);
    }

    [Fact]
    public async Task A_password_stored_after_the_refusal_is_tried_at_once_and_no_other_failure_is()
    {
        _home.WriteKeys(RefreshHome.Old, minutes: -5);
        Fail(KeepaliveErrorCode.LoginPasswordRejected);
        await Breaker.PasswordRejectedAsync("f1", Token);
        await _home.FailsAsync(KeepaliveErrorCode.SignInCoolingDown);

        await Breaker.ValueSetAsync("f2", Token);
        await _home.FailsAsync(KeepaliveErrorCode.AutoLoginFailed);
        Assert.Single(_home.Program.Launched);

        await _home.FailsAsync(KeepaliveErrorCode.SignInCoolingDown);
        Assert.Single(_home.Program.Launched);
    }

    private void Fail(string code)
    {
        WorkerPaths place = _home.PlaceOf(RefreshHome.Keys);
        new SignInLedger(place, _home.Clock).Write(new SignInEntry
        {
            Id = "one",
            Phase = SignInPhase.Failed,
            Flow = SignInFlow.Command,
            FlowReason = "a test",
            Started = _home.Clock.GetUtcNow(),
            Ended = _home.Clock.GetUtcNow(),
            WorkerId = 1,
            WorkerStarted = _home.Clock.GetUtcNow(),
            Outcome = (code, "refused", string.Empty),
        });
    }
}
