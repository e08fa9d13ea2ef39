using Keepalive.Aws.Profiles;
using Keepalive.Aws.SecurityTokens;
using Keepalive.Configuration;
using Keepalive.Credentials;
using Keepalive.Platform.Time;
using Keepalive.Sessions;

namespace Keepalive.Core.Tests.Sessions;

public sealed class RecoveryPlannerTests : IDisposable
{
    private readonly RefreshHome _home = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private CredentialResolver Resolver => new(_home.Environment, _home.Configuration, _home.Clock);

    public void Dispose() => _home.Dispose();

    [Theory]
    [InlineData(KeepaliveErrorCode.AccessTokenRejected, true)]
    [InlineData(KeepaliveErrorCode.SignInRequired, false)]
    public async Task A_token_that_the_portal_refuses_is_replaced_however_good_it_looks(string code, bool anew)
    {
        KeepaliveException fault = code == KeepaliveErrorCode.AccessTokenRejected ? KeepaliveErrors.AccessTokenRejected("corp") : KeepaliveErrors.SignedOut("corp", null);

        RecoveryStep step = Assert.Single((await PlanAsync(RefreshHome.Sso, fault)).Steps);

        Assert.Equal((RefreshWay.SignIn, anew, false, true), (step.Way, step.Options.Anew, step.Options.Force, step.Options.IsAutomatic));
    }

    [Fact]
    public async Task What_no_sign_in_mends_has_no_step_at_all()
    {
        _home.Configuration = KeepaliveConfiguration.Default with { AutoLoginCommand = "login" };

        RecoveryPlan plan = await PlanAsync(RefreshHome.Sso, KeepaliveErrors.NetworkUnreachable("portal", "refused"));

        Assert.Empty(plan.Steps);
        Assert.Equal(KeepaliveErrorCode.NetworkUnreachable, plan.Failure(null).Code);
    }

    [Fact]
    public async Task A_key_that_AWS_has_refused_is_dead_whatever_is_remembered_and_nobody_is_asked_again()
    {
        _home.WriteKeys(RefreshHome.Old);
        new KeyValidityCache(_home.Environment, _home.Clock).Write(RefreshHome.Old.AccessKeyId, KeyValidity.Alive, null);
        KeyReader keys = SessionRecovery.Reader(_home.Environment, Resolver, _home.Verifier);

        SessionFinding refused = await keys.FindAsync(Choice(RefreshHome.Keys), RefreshHome.Old.AccessKeyId, Deadline.After(_home.Clock, HomeExtensions.AmpleTime), Token);
        SessionFinding other = await keys.FindAsync(Choice(RefreshHome.Keys), RefreshHome.New.AccessKeyId, Deadline.After(_home.Clock, HomeExtensions.AmpleTime), Token);

        Assert.Equal((KeyValidity.Dead, RefreshHome.Old.AccessKeyId, false), (refused.Standing, refused.DeadKey, refused.IsGood));
        Assert.Equal((KeyValidity.Alive, null, true), (other.Standing, other.DeadKey, other.IsGood));
        Assert.Equal(0, _home.Verifier.Asked);
    }

    private static ProfileChoice Choice(string profile) => new(profile, "a test", IsNamed: true);

    private ValueTask<RecoveryPlan> PlanAsync(string profile, KeepaliveException fault) =>
        new RecoveryPlanner(_home.Environment, _home.Configuration, Resolver, _home.Clock)
            .PlanAsync(Choice(profile), new SessionFinding(null, fault, KeyValidity.Unknown), success: null, new RefreshOptions(), Token);
}
