using Keepalive.Aws.AccessKeys;
using Keepalive.Aws.Profiles;
using Keepalive.Configuration;
using Keepalive.Credentials;
using Keepalive.Login;
using Keepalive.Secrets;
using Keepalive.Sessions;
using Keepalive.SignIn;
using static Keepalive.Diagnostics.Explanation.ExplanationContext;

namespace Keepalive.Diagnostics.Explanation;

/// <summary>The ways to renew the credential after it expires, and the obstacles.</summary>
internal static class RenewalSteps
{
    private const ExplanationTopic Topic = ExplanationTopic.Renewal;

    public static IEnumerable<ExplanationStep> Of(ExplanationContext context)
    {
        if (context.Trace.FromEnvironment is not null)
        {
            yield return Step(Topic, ExplanationMark.Note, "nothing: keys in environment variables are not renewed");
            yield break;
        }

        if (context.Trace.Machine is not null)
        {
            yield return Step(Topic, ExplanationMark.Counts, "silently: the container or instance gives the next key");
            yield break;
        }

        if (context.Profile is not { } profile)
        {
            yield break;
        }

        yield return BySource(context, profile);
        yield return ByLogin(context.OwnSettings);
        if (Breaker(context, profile) is { } breaker)
        {
            yield return breaker;
        }

        if (SignInStatus.Read(context.Environment, profile, context.Clock.Machine) is { } signIn)
        {
            yield return LastSignIn(signIn);
        }
    }

    private static ExplanationStep BySource(ExplanationContext context, AwsProfile profile)
    {
        CredentialSourceKind? kind = context.Trace.Sources.FirstOrDefault(static source => source.Fate is SourceFate.NotAsked or SourceFate.Failed)?.Kind
            ?? context.Credential?.Origin.Kind;
        return kind switch
        {
            CredentialSourceKind.SingleSignOn => Snapshot(context, profile)?.Renewal == SessionRenewal.Silently
                ? Step(Topic, ExplanationMark.Counts, "silently, with the token of IAM Identity Center")
                : Step(Topic, ExplanationMark.Trouble, "not silently: the token of IAM Identity Center has expired or can't be renewed"),
            CredentialSourceKind.Login => Snapshot(context, profile)?.Renewal == SessionRenewal.Silently
                ? Step(Topic, ExplanationMark.Counts, "silently, with the refresh token of aws login, until its session ends (12 hours at most)")
                : Step(Topic, ExplanationMark.Trouble, "not silently: the session of aws login has ended or can't be renewed"),
            CredentialSourceKind.AssumeRole => Snapshot(context, profile) switch
            {
                { Renewal: SessionRenewal.Silently } session => Step(Topic, ExplanationMark.Counts, $"silently: the role is assumed again with its source{UntilCode(session)}"),
                { MfaDevice: { } device } => Step(Topic, ExplanationMark.Trouble, NeedsCode(device)),
                _ => Step(Topic, ExplanationMark.Trouble, "not silently: the source of the role has ended or can't be used"),
            },
            CredentialSourceKind.WebIdentity => Step(Topic, ExplanationMark.Counts, "silently: the role is assumed again with the token in the file"),
            CredentialSourceKind.LongTermKeys => Snapshot(context, profile) switch
            {
                { Renewal: SessionRenewal.Silently } session => Step(Topic, ExplanationMark.Counts, $"silently: a new session of the long-lived keys{UntilCode(session)}"),
                { MfaDevice: { } device } => Step(Topic, ExplanationMark.Trouble, NeedsCode(device)),
                _ => Step(Topic, ExplanationMark.Note, "a new session of the long-lived keys"),
            },
            CredentialSourceKind.CredentialProcess => Step(Topic, ExplanationMark.Counts, "credential_process, at every request"),
            CredentialSourceKind.CredentialsFile or CredentialSourceKind.ConfigFile => Step(Topic, ExplanationMark.Note, "the keys are in a file: the login tool must write new keys"),
            _ => Step(Topic, ExplanationMark.Note, "nothing in the profile"),
        };
    }

    private static string NeedsCode(string device) => $"not silently: you must enter a code of the MFA device {MfaCodes.NameOf(device)}, because no seed is stored and no program gives the code";

    private static string UntilCode(SessionSnapshot session) =>
        session is { MfaDevice: { } device, Left: { } left } ? $" for {Duration.Format(left)}; then you must enter a code of the MFA device {MfaCodes.NameOf(device)}" : string.Empty;

    private static SessionSnapshot? Snapshot(ExplanationContext context, AwsProfile profile)
    {
        try
        {
            return new SessionReader(context.Environment, context.Configuration, context.Clock.Machine).Files.Of(profile);
        }
        catch (KeepaliveException)
        {
            return null;
        }
    }

    private static ExplanationStep ByLogin(KeepaliveConfiguration settings) => settings switch
    {
        { AutoLoginSetting: { } setting } => Step(Topic, ExplanationMark.Counts, $"automatic login with {setting}"),
        { ForbidAutoLogin: true } => Step(Topic, ExplanationMark.PassedOver, "no automatic login: it is forbidden"),
        _ => Step(Topic, ExplanationMark.PassedOver, "no automatic login: neither recipe nor autoLoginCmd is set"),
    };

    private static ExplanationStep? Breaker(ExplanationContext context, AwsProfile profile)
    {
        KeepaliveConfiguration settings = context.OwnSettings;
        if (settings is not { ForbidAutoLogin: false, Recipe.Length: > 0 })
        {
            return null;
        }

        try
        {
            LoginBreakerState state = new LoginBreaker(context.Environment, SecretName.Of(settings, profile.Name, SecretKind.Password), context.Clock.Machine).Read();
            return state.RejectedAt is { } rejected
                ? Step(Topic, ExplanationMark.Trouble, $"the stored password was rejected at {Timestamp.Format(rejected)} and is not used again until you change it")
                : state.CoolDownLeft(context.Clock.Machine.GetUtcNow()) is { } left
                    ? Step(Topic, ExplanationMark.Trouble, $"{(state.IsOfSecondFactor ? "the second factor was denied or not confirmed" : $"the last login failed ({state.FailureCode})")}: automatic login is paused for {Duration.Format(left)}")
                    : null;
        }
        catch (KeepaliveException fault)
        {
            return Step(Topic, ExplanationMark.Trouble, fault.Message);
        }
    }

    private static ExplanationStep LastSignIn(SignInStatus signIn) => signIn switch
    {
        { IsRunning: true } => Step(Topic, ExplanationMark.Note, $"a sign-in has been running since {Timestamp.Format(signIn.Started)}"),
        { CoolDownLeft: { } left } => Step(Topic, ExplanationMark.Trouble, $"the last sign-in failed ({signIn.FailureCode}); automatic sign-in is paused for {Duration.Format(left)}"),
        { HasSucceeded: true } => Step(Topic, ExplanationMark.Note, $"the last sign-in, started {Timestamp.Format(signIn.Started)}, succeeded"),
        _ => Step(Topic, ExplanationMark.Note, $"the last sign-in, started {Timestamp.Format(signIn.Started)}, failed"),
    };
}
