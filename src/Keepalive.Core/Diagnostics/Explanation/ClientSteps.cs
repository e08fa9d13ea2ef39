using Keepalive.ClaudeCode;
using Keepalive.Credentials;
using Keepalive.Time;
using static Keepalive.Diagnostics.Explanation.ExplanationContext;

namespace Keepalive.Diagnostics.Explanation;

/// <summary>What Claude Code is given now, and by which of its settings.</summary>
internal static class ClientSteps
{
    private const ExplanationTopic Topic = ExplanationTopic.ClaudeCode;

    public static IEnumerable<ExplanationStep> Of(ExplanationContext context)
    {
        yield return context switch
        {
            { Fault: { } fault } => Step(Topic, ExplanationMark.Trouble, $"{Slots.ExportSetting} gives nothing: {fault.Code}: {fault.Message}"),
            { Told: { Expiry: { } told } key } => Step(
                Topic, ExplanationMark.Counts, $"{Slots.ExportSetting} gives the key that ends in {Ending(key)}, and tells {Timestamp.Format(told.Instant)} as its end{Why(context, told)}"),
            { Told: { } key } => Step(Topic, ExplanationMark.Counts, $"{Slots.ExportSetting} gives the key that ends in {Ending(key)}, and no end"),
            _ => Step(Topic, ExplanationMark.Note, $"what {Slots.ExportSetting} gives would be known by asking; offline it is not"),
        };
        foreach (ClientSlot slot in Slots.OfCredentials)
        {
            if (context.FindSetting(slot.Path) is { Text: { } command } setting)
            {
                yield return Step(Topic, ExplanationMark.Note, $"{slot.Name} calls {Helper.ProgramOf(command) ?? "something that only a shell could tell"}", setting);
            }
            else
            {
                yield return Step(Topic, ExplanationMark.Note, $"{slot.Name} is not set in Claude Code's settings");
            }
        }
    }

    /// <summary>The whole in one sentence.</summary>
    public static string Sentence(ExplanationContext context) => context switch
    {
        { Fault: { } fault } => $"An export ends with {fault.Code}: {fault.Advice}",
        { Told: { } key, Credential: { } found } => $"An export gives the key that ends in {Ending(key)}, from {found.Origin.Location}.",
        _ => "Only asking the source would tell: leave --offline out.",
    };

    /// <summary>Why it is told another end than the true one.</summary>
    private static string Why(ExplanationContext context, CredentialExpiry told) => context.Credential switch
    {
        { Expiry: null } => " (nobody knows it; so that it asks again soon)",
        { Expiry: { } real } when told.Instant > real.Instant.ShiftedBy(-context.Clock.Skew) => " (later than the true one, which it would be too near to: it asks again five minutes ahead)",
        _ => string.Empty,
    };
}
