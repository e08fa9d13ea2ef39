using Keepalive.Aws.SecurityTokens;
using static Keepalive.Diagnostics.Explanation.ExplanationContext;

namespace Keepalive.Diagnostics.Explanation;

/// <summary>The last answer of STS for the key. The explanation itself does not ask STS.</summary>
internal static class StandingSteps
{
    private const ExplanationTopic Topic = ExplanationTopic.Standing;

    public static IEnumerable<ExplanationStep> Of(ExplanationContext context)
    {
        if (context.Trace.RefusedKey is { } refused)
        {
            yield return Step(Topic, ExplanationMark.Trouble, $"STS rejected the key that ends in {Ending(refused)}, so another key was requested from the sources");
        }

        if (context.Credential is not { } credential)
        {
            yield break;
        }

        yield return new KeyValidityCache(context.Environment, context.Clock.Machine).Read(credential.AccessKeyId) switch
        {
            KeyValidity.Alive => Step(Topic, ExplanationMark.Counts, "STS accepted the key less than 30 seconds ago"),
            KeyValidity.Dead => Step(Topic, ExplanationMark.Trouble, "STS rejected the key"),
            _ => Step(Topic, ExplanationMark.Note, "STS was not asked recently; there is no reason to doubt the key"),
        };
    }
}
