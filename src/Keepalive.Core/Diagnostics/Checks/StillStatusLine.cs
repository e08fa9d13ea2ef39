using Keepalive.ClaudeCode;

namespace Keepalive.Diagnostics.Checks;

/// <summary>A status line of Keepalive that is not updated while Claude Code is idle.</summary>
internal sealed class StillStatusLine() : DiagnosticCheck(
    "KA418", DiagnosticArea.ClaudeCode, DiagnosticSeverity.Information,
    "The status line is not updated while Claude Code is idle",
    "Claude Code runs it only after a message, so the remaining time that it shows is out of date.")
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context) =>
        from helper in Helper.Effective(context)
        where helper.Slot == Slots.StatusLineSetting && helper.IsOurs && helper.Setting.File.Find(Slots.StatusLineSetting, "refreshInterval") is null
        select Found($"{Slots.StatusLineSetting} in {helper.Setting.Place(context)} has no refreshInterval.", "Run 'claude-aws install', which sets it.", helper.Setting.File.Path, helper.Setting.Line);
}
