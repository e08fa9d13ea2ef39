using Keepalive.Configuration;
using Keepalive.Credentials;
using Keepalive.Login;
using Keepalive.Profiles;
using Keepalive.Secrets;
using Keepalive.SingleSignOn;
using Keepalive.SingleSignOn.SignIn;

namespace Keepalive.Sessions;

/// <summary>Finds what can make a session good that is not: from the profile, its settings and what is wrong with it.</summary>
/// <param name="environment">The variables and the platform.</param>
/// <param name="configuration">Our own settings.</param>
/// <param name="resolver">Reads profiles.</param>
/// <param name="clock">The machine's clock.</param>
internal sealed class RecoveryPlanner(SystemEnvironment environment, KeepaliveConfiguration configuration, CredentialResolver resolver, TimeProvider clock)
{
    /// <summary>The plan.</summary>
    /// <param name="choice">The profile that is meant.</param>
    /// <param name="finding">What is wrong.</param>
    /// <param name="options">Whether a person has asked for it, whatever is wrong or not.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="KeepaliveException">ForceRefused.</exception>
    public async ValueTask<RecoveryPlan> PlanAsync(ProfileChoice choice, SessionFinding finding, RefreshOptions options, CancellationToken cancellationToken)
    {
        AwsProfile? profile = await ReadAsync(choice, finding, cancellationToken).ConfigureAwait(false);
        string name = profile?.Name ?? choice.Name;
        KeepaliveConfiguration settings = configuration.For(name);
        KeepaliveException reason = finding.Fault ?? (finding.IsGood
            ? KeepaliveErrors.NothingToForce(finding.Credential!.Profile is null ? ProfileWords.Environment : name, finding.Credential)
            : KeepaliveErrors.CredentialRevoked(name, finding.Credential!.MaskedAccessKeyId, finding.Credential.Origin.Kind));
        bool isFromEnvironment = finding.Credential is { Profile: null };
        IEnumerable<RecoveryStep?> steps = isFromEnvironment ? [] : [AutoLogin(name, choice, settings, reason, options), SignIn(profile, settings, reason, options.Force)];
        return new RecoveryPlan([.. steps.OfType<RecoveryStep>()], reason, settings.LoginCommand);
    }

    private RecoveryStep? AutoLogin(string profile, ProfileChoice choice, KeepaliveConfiguration settings, KeepaliveException reason, RefreshOptions options)
    {
        bool mayHelp = options.Force || reason.Code == KeepaliveErrorCode.CredentialRevoked || Recoverable.ByLogin(reason.Code);

        // A name that nobody has set up is a typing error, which must not send anybody a push message.
        bool isMeant = reason.Code != KeepaliveErrorCode.ProfileNotFound || !choice.IsNamed || choice.Name == configuration.Profile;
        if (!mayHelp || !isMeant || AutoLogins.Find(environment, settings, profile) is not { } login)
        {
            return null;
        }

        SignInPlace place = SignInPlace.OfProfile(environment, profile);
        ForcePermit? permit = options is { Force: true, IsRehearsal: false } ? ForcePermit.Ask(environment, options.HasTerminal) : null;
        return new RecoveryStep(
            RefreshWay.AutoLogin, AutoLoginWorker.Verb, profile, place, Options(options.Force) with { IsAutomatic = !options.Force && !IsMended(place, settings, profile) },
            $"The automatic login of profile '{profile}' would be run ({login.Reason}).")
        {
            Prepare = permit is null || !settings.IsDriven ? null
                : () => new LoginBreaker(environment, StoredAnswers.Name(settings, profile, SecretKind.Password), clock).Clear(permit),
        };
    }

    /// <summary>The last one failed by its password, and another one was stored since: a reason to try at once.</summary>
    private bool IsMended(SignInPlace place, KeepaliveConfiguration settings, string profile) =>
        settings.IsDriven
        && new SignInLedger(place, clock).Read()?.Outcome is { Code: KeepaliveErrorCode.LoginPasswordRejected or KeepaliveErrorCode.AccountLocked or KeepaliveErrorCode.PasswordRejected }
        && AutoLoginHold.Find(environment, settings, profile, clock) is null;

    private RecoveryStep? SignIn(AwsProfile? profile, KeepaliveConfiguration settings, KeepaliveException reason, bool isForced)
    {
        if (profile is null || !(isForced || Recoverable.BySignIn(reason.Code)) || !SsoSession.Serves(profile) || SsoSession.Of(profile) is not { } session)
        {
            return null;
        }

        var login = new SignInProfile(profile, session) { Configuration = settings };
        SignInOptions options = login.Decide(Options(isForced)) with { Anew = reason.Code == KeepaliveErrorCode.AccessTokenRejected };
        FlowChoice flow = HeadlessDetection.Choose(Machine.Current(environment), session, options);
        string how = flow.Flow == SignInFlow.DeviceCode ? "with a device code" : "in the browser";
        return new RecoveryStep(
            RefreshWay.SignIn, WorkerLauncher.Verb, profile.Name, SignInPlace.Of(environment, session), options,
            $"You would be asked to sign in to '{session.DisplayName}' {how} ({flow.Reason}).");
    }

    private static SignInOptions Options(bool isForced) => new() { IsAutomatic = !isForced, Force = isForced };

    private async ValueTask<AwsProfile?> ReadAsync(ProfileChoice choice, SessionFinding finding, CancellationToken cancellationToken)
    {
        try
        {
            return finding.Credential is { Profile: null } ? null : await resolver.ReadProfileAsync(choice, cancellationToken).ConfigureAwait(false);
        }
        catch (KeepaliveException)
        {
            return null; // The finding says why.
        }
    }
}
