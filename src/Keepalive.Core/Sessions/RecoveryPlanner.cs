using Keepalive.Aws.AccessKeys;
using Keepalive.Aws.Profiles;
using Keepalive.Configuration;
using Keepalive.Credentials;
using Keepalive.Login;
using Keepalive.Secrets;
using Keepalive.SignIn;
using Keepalive.Workers;

namespace Keepalive.Sessions;

/// <summary>Plans the steps that can make a session valid again, from the profile, its settings and the problem.</summary>
/// <param name="environment">The variables and the platform.</param>
/// <param name="configuration">Our own settings.</param>
/// <param name="resolver">Reads profiles.</param>
/// <param name="clock">The machine's clock.</param>
internal sealed class RecoveryPlanner(SystemEnvironment environment, KeepaliveConfiguration configuration, CredentialResolver resolver, TimeProvider clock)
{
    /// <summary>Makes the plan.</summary>
    /// <param name="choice">The chosen profile.</param>
    /// <param name="finding">The problem.</param>
    /// <param name="success">The result of <see cref="FreshSuccess"/> before the problem was found.</param>
    /// <param name="options">The options. With Force, a person requests a login also if there is no problem.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="KeepaliveException">ForceRefused.</exception>
    public async ValueTask<RecoveryPlan> PlanAsync(
        ProfileChoice choice, SessionFinding finding, SignInEntry? success, RefreshOptions options, CancellationToken cancellationToken)
    {
        AwsProfile? profile = await ReadAsync(choice, finding, cancellationToken).ConfigureAwait(false);
        string name = profile?.Name ?? choice.Name;
        KeepaliveConfiguration settings = configuration.For(name);
        KeepaliveException reason = finding.Fault ?? (finding.IsGood
            ? KeepaliveErrors.NothingToForce(finding.Credential!.Profile is null ? ProfileWords.Environment : name, finding.Credential.MaskedAccessKeyId, finding.Credential.Origin.Kind == CredentialSourceKind.Environment)
            : KeepaliveErrors.CredentialRevoked(name, finding.Credential!.MaskedAccessKeyId, CredentialSources.Of(finding.Credential.Origin.Kind).NextStep(name)));
        bool isFromEnvironment = finding.Credential is { Profile: null };
        if (success is not null && !isFromEnvironment && options is { Force: false, IsRehearsal: false })
        {
            await RefuteAsync(name, success, settings, reason, cancellationToken).ConfigureAwait(false);
        }

        IEnumerable<RecoveryStep?> steps = isFromEnvironment ? [] : [AutoLogin(name, choice, settings, reason, options), .. Mfa(profile, reason, options), SignIn(profile, settings, reason, options)];
        return new RecoveryPlan([.. steps.OfType<RecoveryStep>()], reason, settings.LoginCommand);
    }

    /// <summary>Returns a login of the profile that has succeeded a moment ago, because the problem may be older than that login. Null if there is none.</summary>
    /// <param name="profile">The profile.</param>
    public SignInEntry? FreshSuccess(string profile) => new SignInLedger(WorkerPaths.OfProfile(environment, profile), clock).FreshSuccess();

    /// <summary>Clears the earlier failures of a profile, because STS has just accepted its key.</summary>
    /// <param name="profile">The profile.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async ValueTask ForgiveAsync(string profile, CancellationToken cancellationToken)
    {
        KeepaliveConfiguration settings = configuration.For(profile);
        if (settings.AutoLoginSetting is null)
        {
            return;
        }

        try
        {
            new SignInLedger(WorkerPaths.OfProfile(environment, profile), clock).Forgive();
            if (settings.IsDriven || settings.LoginAccount is not null)
            {
                await new LoginBreaker(environment, SecretName.Of(settings, profile, SecretKind.Password), clock).ForgiveAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (exception is KeepaliveException or IOException or UnauthorizedAccessException)
        {
            // The session is valid, and the pause ends automatically.
        }
    }

    /// <summary>Records a login as failed if its key was rejected a moment later, also if the login reported success.</summary>
    private async ValueTask RefuteAsync(
        string name, SignInEntry success, KeepaliveConfiguration settings, KeepaliveException reason, CancellationToken cancellationToken)
    {
        try
        {
            if (reason.Code is KeepaliveErrorCode.CredentialRevoked or KeepaliveErrorCode.CredentialExpired or KeepaliveErrorCode.AccessTokenRejected
                && AutoLogins.Find(environment, settings, name) is { } login
                && AutoLoginWorker.DidNotLast(name, login) is var failure
                && new SignInLedger(WorkerPaths.OfProfile(environment, name), clock).Refute(success, failure))
            {
                await login.RememberAsync(failure, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (KeepaliveException)
        {
            // The state folder can't be used, so no worker is started either.
        }
    }

    private RecoveryStep? AutoLogin(string profile, ProfileChoice choice, KeepaliveConfiguration settings, KeepaliveException reason, RefreshOptions options)
    {
        bool mayHelp = options.Force || reason.Code == KeepaliveErrorCode.CredentialRevoked || KeepaliveErrorCode.Has(reason.Code, ErrorTrait.ByLogin);

        // A profile name that was never set up is a typing error. It must not send a push message to a person.
        bool isMeant = reason.Code != KeepaliveErrorCode.ProfileNotFound || !choice.IsNamed || choice.Name == configuration.Profile;
        if (!mayHelp || !isMeant || AutoLogins.Find(environment, settings, profile) is not { } login)
        {
            return null;
        }

        WorkerPaths place = WorkerPaths.OfProfile(environment, profile);
        ForcePermit? permit = options is { Force: true, IsRehearsal: false } ? ForcePermit.Ask(environment, options.HasTerminal) : null;
        return new RecoveryStep(
            RefreshWay.AutoLogin, AutoLoginWorker.Verb, profile, place, Options(options.Force) with { AsksAtTerminal = options.AsksAtTerminal, IsAutomatic = !options.Force && !IsMended(place, settings, profile) },
            login.Forecast(profile))
        {
            Prepare = permit is null || !settings.IsDriven ? null
                : () => new LoginBreaker(environment, SecretName.Of(settings, profile, SecretKind.Password), clock).Clear(permit),
        };
    }

    /// <summary>The cause of the last failure may be gone, so a login can start at once: since then, another password was stored, or the settings were changed.</summary>
    private bool IsMended(WorkerPaths place, KeepaliveConfiguration settings, string profile) =>
        new SignInLedger(place, clock).Read() is { Outcome: { } outcome } entry
        && ((settings.IsDriven && MayBeThePassword(outcome.Code) && AutoLoginHold.Find(environment, settings, profile, clock) is null)
            || (entry.Ended is { } ended && ConfigurationFile.Locate(environment) is { } file && File.GetLastWriteTimeUtc(file) > ended.UtcDateTime));

    /// <summary>Login tools report a wrong password in many ways, and some do not report it. The breaker knows whether the password has changed.</summary>
    private static bool MayBeThePassword(string code) => code
        is KeepaliveErrorCode.LoginPasswordRejected
        or KeepaliveErrorCode.AccountLocked
        or KeepaliveErrorCode.PasswordRejected
        or KeepaliveErrorCode.LoginToolFailed
        or KeepaliveErrorCode.SignInCoolingDown;

    /// <summary>A person gives a code of the MFA device, in the worker of automatic logins.</summary>
    private IEnumerable<RecoveryStep> Mfa(AwsProfile? profile, KeepaliveException reason, RefreshOptions options) =>
        reason.Code != KeepaliveErrorCode.MfaCodeNeeded || profile is null ? []
        : from owners in new[] { resolver.FindMfaNeed(profile) is { IsOfRole: true } ? [profile] : MfaLogin.InOrder(profile).ToArray() }
          from owner in owners
          let login = MfaLogin.Find(environment, configuration.For(owner.Name), owner, clock)
          where login is not null
          select new RecoveryStep(
              RefreshWay.AutoLogin, AutoLoginWorker.Verb, owner.Name, WorkerPaths.OfProfile(environment, owner.Name),
              Options(options.Force) with { AsksAtTerminal = options.AsksAtTerminal }, login.Forecast(owner.Name))
          {
              Continues = owner != owners[0],
          };

    private RecoveryStep? SignIn(AwsProfile? named, KeepaliveConfiguration settings, KeepaliveException reason, RefreshOptions refresh)
    {
        bool isForced = refresh.Force;
        AwsProfile? profile = named is null ? null : RoleChain.BaseOf(named);
        if (profile is null || !(isForced || KeepaliveErrorCode.Has(reason.Code, ErrorTrait.BySignIn)) || SignInSessions.Of(profile) is not { } session)
        {
            return null;
        }

        var login = new SignInProfile(profile, session) { Configuration = settings };
        SignInOptions options = login.Decide(Options(isForced)) with { Anew = reason.Code == KeepaliveErrorCode.AccessTokenRejected, AsksAtTerminal = refresh.AsksAtTerminal };
        FlowChoice flow = HeadlessDetection.Choose(Machine.Current(environment), session, options);
        return new RecoveryStep(
            RefreshWay.SignIn, WorkerLauncher.Verb, profile.Name, session.SignInPlace(environment), options,
            flow.Forecast(session.DisplayName));
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
            return null; // The finding has the reason.
        }
    }
}
