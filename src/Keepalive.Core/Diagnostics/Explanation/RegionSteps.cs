using static Keepalive.Diagnostics.Explanation.ExplanationContext;

namespace Keepalive.Diagnostics.Explanation;

/// <summary>Which region a command gets with the credential.</summary>
internal static class RegionSteps
{
    private const ExplanationTopic Topic = ExplanationTopic.Region;

    private static readonly string[] s_variables = ["AWS_REGION", "AWS_DEFAULT_REGION"];

    public static IEnumerable<ExplanationStep> Of(ExplanationContext context)
    {
        ExplanationStep[] all =
        [
            .. s_variables
                .Where(variable => context.Environment.Get(variable) is not null)
                .Select(variable => Step(Topic, ExplanationMark.Counts, $"{context.Environment.Get(variable)}, from {variable}")),
            .. context.Profile?["region"] is { Value.Length: > 0 } region
                ? [Step(Topic, ExplanationMark.Counts, $"{region.Value}, from region of '{context.Profile.Name}'", region)]
                : Array.Empty<ExplanationStep>(),
        ];
        if (all.Length == 0)
        {
            yield return Step(Topic, ExplanationMark.Trouble, "none: neither AWS_REGION nor the profile sets one");
        }

        for (int index = 0; index < all.Length; index++)
        {
            yield return index == 0 ? all[0] : all[index] with { Mark = ExplanationMark.PassedOver };
        }

        if (context.FindSetting("env", "AWS_REGION") is { Text: { Length: > 0 } text } setting && text != context.Environment.Get("AWS_REGION"))
        {
            yield return Step(Topic, ExplanationMark.Note, $"Claude Code's settings set AWS_REGION to '{text}' for its commands; this shell does not have this value", setting);
        }
    }
}
