using Keepalive.ClaudeCode.Installation;
using Keepalive.Jsonc;

namespace Keepalive.Diagnostics.Checks;

/// <summary>A settings file that Claude Code reads and then does not take.</summary>
internal sealed class SettingsSkipped() : DiagnosticCheck(
    "KA420", DiagnosticArea.ClaudeCode, DiagnosticSeverity.Error,
    "Claude Code skips a settings file because one value has the wrong type",
    "Claude Code ignores all settings in the file, also the helpers. 'claude -p' does not report it.")
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context) =>
        from file in context.Settings
        where file.Document is not null
        from fault in SettingsShape.Find(file.Document!).Take(1)
        let place = JsoncPosition.Of(file.Document!.Content.Span, fault.Node.Start)
        select Found(
            $"{context.Brief(file.Path)}, line {place.Line}, column {place.Column}: {fault.Phrase}; {fault.Consequence}.",
            "Correct that value in an editor, or delete it.", file.Path, place.Line,
            fault.IsHook && ClientVersion.Find(context) >= ShapeFault.PassesOverHookAlone ? DiagnosticSeverity.Warning : null);
}
