using Keepalive.Aws.AccessKeys;
using Keepalive.Aws.Profiles;
using Keepalive.Aws.SecurityTokens;
using Keepalive.Configuration;
using Keepalive.ConsoleLogin;
using Keepalive.Credentials;
using Keepalive.Login;
using Keepalive.SignIn;
using Keepalive.Workers;

namespace Keepalive.Sessions;

/// <summary>
/// The steps of a refresh, for its dry run, from files alone. It runs no program, calls no service and writes nothing. A step whose result only a
/// service knows is shown as the next step.
/// </summary>
/// <param name="environment">The variables and the platform.</param>
/// <param name="configuration">Our own settings.</param>
/// <param name="resolver">Finds the credential.</param>
/// <param name="planner">Plans the steps that can make a session valid.</param>
/// <param name="clock">The machine's clock.</param>
internal sealed class RefreshForecast(
    SystemEnvironment environment, KeepaliveConfiguration configuration, CredentialResolver resolver, RecoveryPlanner planner, TimeProvider clock)
{
    private readonly KeyValidityCache _remembered = new(environment, clock);

    /// <summary>Reads the state of the profile and describes the next steps.</summary>
    /// <param name="choice">The profile.</param>
    /// <param name="options">The options of the refresh.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="KeepaliveException">A refresh would fail at once, with the next step.</exception>
    public async ValueTask<RefreshResult> MakeAsync(ProfileChoice choice, RefreshOptions options, CancellationToken cancellationToken)
    {
        (SessionFinding finding, string? silently) = await LookAsync(choice, cancellationToken).ConfigureAwait(false);
        if (silently is not null && !options.Force)
        {
            return new RefreshResult(choice.Name, RefreshWay.Rehearsed, null, [silently]);
        }

        string sentence = finding.Credential is null && finding.Fault is null ? silently! : Describe(choice, finding);
        if (finding.IsGood && !options.Force)
        {
            return new RefreshResult(finding.Credential!.Profile, RefreshWay.WasGood, finding.Credential.Expiry?.Instant, [sentence]);
        }

        if (finding is { Credential: null, Fault: null })
        {
            // Only the program could give the credential; --force requests a login before the program is run.
            finding = finding with { Fault = KeepaliveErrors.AutoLoginNotSet(choice.Name, WordList.Are("recipe", RecipeBook.BuiltIn)) };
        }

        // In a rehearsal, the planner does not ask a person and does not change anything.
        RecoveryPlan plan = await planner.PlanAsync(choice, finding, success: null, options with { IsRehearsal = true }, cancellationToken).ConfigureAwait(false);
        KeepaliveException? failure = null;
        foreach (RecoveryStep step in plan.Steps)
        {
            if (step.Continues && failure is not null)
            {
                continue;
            }

            if (Obstacle(step) is { } obstacle)
            {
                failure = obstacle;
                continue;
            }

            return new RefreshResult(choice.Name, RefreshWay.Rehearsed, null, [sentence, SignInLease.IsHeld(step.Place) ? $"This command would wait for the running sign-in to '{step.Place.Name}'." : step.Rehearsed]);
        }

        throw plan.Failure(failure);
    }

    /// <summary>The error for the pause after a failure. The pause applies to every refresh that was not forced by a person.</summary>
    private KeepaliveException? Obstacle(RecoveryStep step)
    {
        var ledger = new SignInLedger(step.Place, clock);
        return step.Options is { IsAutomatic: true, Force: false } && !SignInLease.IsHeld(step.Place) && ledger.Read() is { } last && ledger.CoolDownLeft(last) is { } left
            ? KeepaliveErrors.SignInCoolingDown(step.Place.Name, last.Outcome?.Code ?? last.Phase.ToString(), left, step.Place.Command)
            : null;
    }

    /// <summary>Finds the profile's credential, or the reason why it has none, and describes the step that needs no person; null if there is no such step.</summary>
    private async ValueTask<(SessionFinding Finding, string? Silently)> LookAsync(ProfileChoice choice, CancellationToken cancellationToken)
    {
        try
        {
            if (resolver.FindEnvironmentKeys(choice) is { } keys)
            {
                return (Judge(keys), null);
            }

            AwsProfile profile = await resolver.ReadProfileAsync(choice, cancellationToken).ConfigureAwait(false);
            (AwsCredential? found, CredentialSourceKind? unasked) = resolver.Peek(profile);
            if (unasked is { } asked && resolver.RefusalOf(profile, asked) is { } refusal)
            {
                return (new SessionFinding(null, refusal, KeyValidity.Unknown), null);
            }

            if ((unasked ?? found?.Origin.Kind) is { } kind and not (CredentialSourceKind.CredentialsFile or CredentialSourceKind.ConfigFile)
                && RoleBacking.Of(resolver, profile, kind, behind => SignInSessions.StatusOf(environment, RoleChain.BaseOf(behind), clock)) is { } backing)
            {
                return LookAtRole(profile, found, backing);
            }

            return (found, unasked) switch
            {
                (null, null) => throw resolver.NotFound(profile.Name),
                (_, not null and not CredentialSourceKind.CredentialProcess) =>
                    (new SessionFinding(null, null, KeyValidity.Unknown), $"A new key for profile '{profile.Name}' would be requested from AWS STS."),
                (_, not null) => (new SessionFinding(null, null, KeyValidity.Unknown), $"The credential_process of profile '{profile.Name}' would be run."),
                _ => (Judge(found!), null),
            };
        }
        catch (KeepaliveException nothing) when (nothing.Code is KeepaliveErrorCode.ProfileNotFound or KeepaliveErrorCode.CredentialNotFound && resolver.PeekMachine(choice).IsSource)
        {
            return resolver.TraceMachine(choice) is { } kept
                ? (Judge(kept), null)
                : (new SessionFinding(null, null, KeyValidity.Unknown), "A new key would be requested from the container or instance.");
        }
        catch (KeepaliveException exception)
        {
            return (new SessionFinding(null, exception, KeyValidity.Unknown), null);
        }
    }

    private (SessionFinding Finding, string? Silently) LookAtRole(AwsProfile profile, AwsCredential? cached, RoleBacking backing)
    {
        bool isLogin = cached?.Origin.Kind == CredentialSourceKind.Login;
        TimeSpan ahead = isLogin ? LoginTokenKind.Ahead : configuration.For(profile.Name).EarlyRefresh is var early && early > SingleSignOnSource.LeastAhead ? early : SingleSignOnSource.LeastAhead;
        SessionFinding? finding = cached is null ? null : Judge(cached);
        bool isFresh = finding is { IsGood: true } && cached!.Expiry is { } expiry && expiry.Instant - resolver.Clock.GetUtcNow() > ahead;
        if (isFresh)
        {
            return (finding!, null);
        }

        string source = backing.Session?.DisplayName ?? (backing.Kind is null && !RoleChain.IsNamedBy(profile) ? profile.Name : "AWS STS");
        if (backing.Serves)
        {
            string renewal = isLogin || backing.Session is null || backing.Left > CredentialExpiry.LastUsable ? string.Empty : " after a silent renewal of the token";
            return (finding ?? new SessionFinding(null, null, KeyValidity.Unknown), $"A new key for profile '{profile.Name}' would be requested from '{source}'{renewal}.");
        }

        return (finding is { IsGood: true } ? finding : new SessionFinding(
            null, backing.Fault(profile.Name, clock.GetUtcNow(), resolver.Clock.GetUtcNow()) ?? resolver.NotFound(profile.Name), KeyValidity.Unknown), null);
    }

    private SessionFinding Judge(AwsCredential credential)
    {
        KeyReading key = new KeyJudge(_remembered, resolver.Clock).Judge(credential);
        return key.HasEnded
            ? new SessionFinding(null, key.Fault, KeyValidity.Unknown)
            : new SessionFinding(key.Credential, null, key.Word ?? KeyValidity.Unknown) { Seen = key.Clock.GetUtcNow() };
    }

    private static string Describe(ProfileChoice choice, SessionFinding finding) =>
        RefreshRehearsal.Describe(choice, finding, unasked: "STS would be asked whether it accepts the key");
}
