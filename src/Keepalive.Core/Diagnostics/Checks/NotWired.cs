using Keepalive.ClaudeCode;

namespace Keepalive.Diagnostics.Checks;

/// <summary>Claude Code on Bedrock that calls nothing to get credentials.</summary>
internal sealed class NotWired() : DiagnosticCheck(
    "KA409", DiagnosticArea.ClaudeCode, DiagnosticSeverity.Information,
    "Claude Code uses Bedrock, but no helper is set for its credentials",
    "Claude Code uses its default credential chain, and stops working when that credential expires.")
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context)
    {
        if (context.ClientVariable("CLAUDE_CODE_USE_BEDROCK") is { } value && value is not ("0" or "false")
            && Slots.OfCredentials.All(slot => context.FindSetting(slot.Path) is null))
        {
            yield return Found($"Neither {string.Join(" nor ", Slots.OfCredentials.Select(slot => slot.Name))} is set in any settings file.", "Run: claude-aws install");
        }
    }
}
