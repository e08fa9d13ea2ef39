using Keepalive.Configuration;
using Keepalive.Credentials;
using Keepalive.Login;
using Keepalive.Profiles;
using Keepalive.Secrets;
using Keepalive.Sessions;
using Keepalive.SingleSignOn.SignIn;
using static Keepalive.Diagnostics.Explanation.ExplanationContext;

namespace Keepalive.Diagnostics.Explanation;

/// <summary>What renews the credential when its end comes, and what keeps that from happening.</summary>
internal static class RenewalSteps
{
    private const ExplanationTopic Topic = ExplanationTopic.Renewal;

    public static IEnumerable<ExplanationStep> Of(ExplanationContext context)
    {
        if (context.Trace.FromEnvironment is not null)
        {
            yield return Step(Topic, ExplanationMark.Note, "nothing: keys in environment variables stay as they are");
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

        if (SignInGlance.Read(context.Environment, profile, context.Clock.Machine) is { } signIn)
        {
            yield return LastSignIn(signIn);
        }
    }

    private static ExplanationStep BySource(ExplanationContext context, AwsProfile profile)
    {
        CredentialSourceKind? kind = context.Credential?.Origin.Kind
            ?? context.Trace.Sources.FirstOrDefault(source => source.Fate is SourceFate.NotAsked or SourceFate.Failed)?.Kind;
        return kind switch
        {
            CredentialSourceKind.SingleSignOn => Snapshot(context, profile)?.Renewal == SessionRenewal.Silently
                ? Step(Topic, ExplanationMark.Counts, "silently, from the sign-in to IAM Identity Center")
                : Step(Topic, ExplanationMark.Trouble, "not silently: the sign-in to IAM Identity Center has ended or can't be renewed"),
            CredentialSourceKind.CredentialProcess => Step(Topic, ExplanationMark.Counts, "credential_process, whenever somebody asks"),
            CredentialSourceKind.CredentialsFile or CredentialSourceKind.ConfigFile => Step(Topic, ExplanationMark.Note, "the keys stand in a file: whoever wrote them has to write them anew"),
            _ => Step(Topic, ExplanationMark.Note, "nothing of the profile's own"),
        };
    }

    private static SessionSnapshot? Snapshot(ExplanationContext context, AwsProfile profile)
    {
        try
        {
            return new SessionReader(context.Environment, context.Configuration, context.Clock.Machine).Look(profile);
        }
        catch (KeepaliveException)
        {
            return null;
        }
    }

    private static ExplanationStep ByLogin(KeepaliveConfiguration settings) => settings switch
    {
        { AutoLoginSetting: { } setting } => Step(Topic, ExplanationMark.Counts, $"{setting} signs in by itself"),
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
                ? Step(Topic, ExplanationMark.Trouble, $"the stored password was refused at {Timestamp.Format(rejected)}, so it is not used again until it has changed")
                : state.CoolDownLeft(context.Clock.Machine.GetUtcNow()) is { } left
                    ? Step(Topic, ExplanationMark.Trouble, $"{(state.IsOfSecondFactor ? "a second factor was denied or not given" : $"the last login failed ({state.FailureCode})")}: the automatic login rests for another {Duration.Format(left)}")
                    : null;
        }
        catch (KeepaliveException fault)
        {
            return Step(Topic, ExplanationMark.Trouble, fault.Message);
        }
    }

    private static ExplanationStep LastSignIn(SignInGlance signIn) => signIn switch
    {
        { IsRunning: true } => Step(Topic, ExplanationMark.Note, $"a sign-in runs since {Timestamp.Format(signIn.Started)}"),
        { CoolDownLeft: { } left } => Step(Topic, ExplanationMark.Trouble, $"the last sign-in failed ({signIn.FailureCode}); the next one by itself in {Duration.Format(left)}"),
        { HasSucceeded: true } => Step(Topic, ExplanationMark.Note, $"the last sign-in succeeded, begun {Timestamp.Format(signIn.Started)}"),
        _ => Step(Topic, ExplanationMark.Note, $"the last sign-in did not succeed, begun {Timestamp.Format(signIn.Started)}"),
    };
}
