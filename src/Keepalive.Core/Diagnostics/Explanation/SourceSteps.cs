using Keepalive.Aws.AccessKeys;
using Keepalive.Aws.Profiles;
using Keepalive.Credentials;
using static Keepalive.Diagnostics.Explanation.ExplanationContext;

namespace Keepalive.Diagnostics.Explanation;

/// <summary>Each source in the order in which they are asked, and what became of it: as the search itself has noted.</summary>
internal static class SourceSteps
{
    private const ExplanationTopic Topic = ExplanationTopic.Sources;

    public static IEnumerable<ExplanationStep> Of(ExplanationContext context)
    {
        foreach (ExplanationStep step in EnvironmentKeys(context))
        {
            yield return step;
        }

        if (context.Profile is not { } profile)
        {
            if (context is { Choice: not null, Fault: { } fault } && context.Trace.FromEnvironment is null)
            {
                yield return Step(Topic, ExplanationMark.Trouble, fault.Message);
            }

            foreach (ExplanationStep step in Machine(context))
            {
                yield return step;
            }

            yield break;
        }

        foreach (TracedSource source in context.Trace.Sources.Where(source => source.Fate != SourceFate.NotNamed))
        {
            (ExplanationMark mark, string outcome) = Outcome(context, source);
            yield return Step(Topic, mark, $"{Words(source.Kind)}: {outcome}", Namer(profile, source.Kind));
            foreach (ExplanationStep value in SourceValues.Of(profile, source.Kind, context.Environment))
            {
                yield return value;
            }
        }

        foreach (ExplanationStep step in Machine(context))
        {
            yield return step;
        }

        string[] none = [.. context.Trace.Sources.Where(source => source.Fate == SourceFate.NotNamed).Select(source => Words(source.Kind))];
        if (none.Length > 0)
        {
            yield return Step(Topic, ExplanationMark.PassedOver, $"not set in '{profile.Name}': {string.Join(", ", none)}");
        }
    }

    private static IEnumerable<ExplanationStep> EnvironmentKeys(ExplanationContext context)
    {
        if (context.Trace.FromEnvironment is { } taken)
        {
            yield return Step(Topic, ExplanationMark.Counts, $"AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN: the key that ends in {Ending(taken)}");
        }
        else if (context.Environment.Get("AWS_ACCESS_KEY_ID") is { } key)
        {
            yield return context.Choice is { IsNamed: true } choice
                ? Step(Topic, ExplanationMark.PassedOver, $"AWS_ACCESS_KEY_ID, which ends in {Ending(key)}: {choice.ChosenBy} chooses a profile, so these keys are not used")
                : Step(Topic, ExplanationMark.Trouble, "AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN: not a complete key");
        }
    }

    private static IEnumerable<ExplanationStep> Machine(ExplanationContext context)
    {
        if (context.Trace.Machine is { } machine)
        {
            (ExplanationMark mark, string outcome) = Outcome(context, machine);
            yield return Step(Topic, mark, $"{Words(machine.Kind)}, because no profile is set: {outcome}");
        }
    }

    /// <summary>A key in its last minute is passed over too.</summary>
    private static string Ended(ExplanationContext context, AwsCredential credential) =>
        credential.Expiry is { } expiry && expiry.Instant > context.Now ? "expires within a minute" : "has expired";

    private static (ExplanationMark Mark, string Text) Outcome(ExplanationContext context, TracedSource source) => source switch
    {
        { Fate: SourceFate.Taken, Credential: { } credential } => (ExplanationMark.Counts, $"the key that ends in {Ending(credential)}"),
        { Fate: SourceFate.Expired, Credential: { } credential } when credential.AccessKeyId == context.Trace.RefusedKey =>
            (ExplanationMark.Trouble, $"the key that ends in {Ending(credential)} again, which AWS rejects"),
        { Fate: SourceFate.Expired, Credential: { } credential } when context.Trace.Sources.Any(static other => other.Fate is SourceFate.NotAsked or SourceFate.Failed) =>
            (ExplanationMark.PassedOver, $"the key that ends in {Ending(credential)}, which {Ended(context, credential)}"),
        { Fate: SourceFate.Expired, Credential: { } credential } => (
            context.Credential == credential ? ExplanationMark.Trouble : ExplanationMark.PassedOver,
            $"the key that ends in {Ending(credential)}, which {Ended(context, credential)}{(context.Credential == credential ? "; there is no other source" : string.Empty)}"),
        { Fate: SourceFate.Failed } => (ExplanationMark.Trouble, context.Fault is { } fault ? $"{fault.Code}: {fault.Message}" : "no answer"),
        { Fate: SourceFate.NotAsked } when context.Fault is { } refusal => (ExplanationMark.Trouble, $"{refusal.Code}: {refusal.Message}"),
        { Fate: SourceFate.NotAsked } => (ExplanationMark.Note, "not asked with --offline"),
        _ => (ExplanationMark.PassedOver, "not asked, because a source above gave the credential"),
    };

    /// <summary>The key by which the profile names the source.</summary>
    private static ProfileProperty? Namer(AwsProfile profile, CredentialSourceKind kind) =>
        kind == CredentialSourceKind.LongTermKeys ? LongTermKeys.Find(profile)?.Keys.Section.Properties.GetValueOrDefault("aws_access_key_id")
        : profile.NamerOf(CredentialSources.Of(kind)) ?? StaticKeys.Find(profile)?.Section.Properties.GetValueOrDefault("aws_access_key_id");

    private static string Words(CredentialSourceKind kind) => CredentialSources.Of(kind).Name;
}
