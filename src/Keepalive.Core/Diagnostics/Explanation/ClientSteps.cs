using Keepalive.Aws.AccessKeys;
using Keepalive.ClaudeCode;
using Keepalive.Diagnostics.Facts;
using static Keepalive.Diagnostics.Explanation.ExplanationContext;

namespace Keepalive.Diagnostics.Explanation;

/// <summary>The output for Claude Code, and the settings that lead to it.</summary>
internal static class ClientSteps
{
    private const ExplanationTopic Topic = ExplanationTopic.ClaudeCode;

    public static IEnumerable<ExplanationStep> Of(ExplanationContext context)
    {
        yield return context switch
        {
            { Fault: { } fault } => Step(Topic, ExplanationMark.Trouble, $"{Slots.ExportSetting} gives nothing: {fault.Code}: {fault.Message}"),
            { Told: { Expiry: { } told } key } => Step(
                Topic, ExplanationMark.Counts, $"{Slots.ExportSetting} gives the key that ends in {Ending(key)}, with the expiry {Timestamp.Format(told.Instant)}{Why(context, told)}"),
            { Told: { } key } => Step(Topic, ExplanationMark.Counts, $"{Slots.ExportSetting} gives the key that ends in {Ending(key)}, without an expiry"),
            _ => Step(Topic, ExplanationMark.Note, $"the output of {Slots.ExportSetting} is unknown with --offline"),
        };
        foreach (ClientSlot slot in Slots.OfCredentials)
        {
            if (context.FindSetting(slot.Path) is { Text: { } command } setting)
            {
                yield return Step(Topic, ExplanationMark.Note, $"{slot.Name} calls {Helper.ProgramOf(command) ?? "a shell command line"}", setting);
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
        _ => "The credential is unknown with --offline. Run explain without it.",
    };

    /// <summary>Why it is told another end than the true one.</summary>
    private static string Why(ExplanationContext context, CredentialExpiry told) => context.Credential switch
    {
        { Expiry: null } => " (the real expiry is unknown; Claude Code asks again after this time)",
        { Expiry: { } real } when told.Instant > real.Instant.ShiftedBy(-context.Clock.Skew) => " (later than the real expiry, because Claude Code asks again five minutes before this time)",
        _ => string.Empty,
    };
}
