using Keepalive.ClaudeCode;

namespace Keepalive.Diagnostics.Checks;

/// <summary>Claude Code on Bedrock that calls nothing to get credentials.</summary>
internal sealed class NotWired() : DiagnosticCheck(
    "KA409", DiagnosticArea.ClaudeCode, DiagnosticSeverity.Information,
    "Claude Code uses Bedrock and calls no helper for credentials",
    "It takes what the default chain gives, and stands still when that ends.")
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
