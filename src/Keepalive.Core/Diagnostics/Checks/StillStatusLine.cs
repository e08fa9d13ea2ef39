using Keepalive.ClaudeCode;

namespace Keepalive.Diagnostics.Checks;

/// <summary>A status line of ours that stands still.</summary>
internal sealed class StillStatusLine() : DiagnosticCheck(
    "KA418", DiagnosticArea.ClaudeCode, DiagnosticSeverity.Information,
    "The status line stands still while nothing happens",
    "Claude Code runs it again only after a message, so that the time that is left is an old one.")
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context) =>
        from helper in Helper.Effective(context)
        where helper.Slot == Slots.StatusLineSetting && helper.IsOurs && helper.Setting.File.Find(Slots.StatusLineSetting, "refreshInterval") is null
        select Found($"{Slots.StatusLineSetting} in {helper.Setting.Place(context)} has no refreshInterval.", "Run 'claude-aws install', which sets it.", helper.Setting.File.Path, helper.Setting.Line);
}
