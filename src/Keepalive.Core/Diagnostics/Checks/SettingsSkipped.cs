using Keepalive.ClaudeCode.Installation;
using Keepalive.Jsonc;

namespace Keepalive.Diagnostics.Checks;

/// <summary>A settings file that Claude Code reads and then does not take.</summary>
internal sealed class SettingsSkipped() : DiagnosticCheck(
    "KA420", DiagnosticArea.ClaudeCode, DiagnosticSeverity.Error,
    "Claude Code skips a settings file for the shape of one value",
    "Nothing in the file counts then, neither the helpers nor anything else, and 'claude -p' says nothing about it.")
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context) =>
        from file in context.Settings
        where file.Document is not null
        from fault in SettingsShape.Find(file.Document!).Take(1)
        let place = JsoncPosition.Of(file.Document!.Content.Span, fault.Node.Start)
        select Found(
            $"{context.Brief(file.Path)}, line {place.Line}, column {place.Column}: {fault.Phrase}; {fault.Consequence}.",
            "Mend that value in an editor, or take it out.", file.Path, place.Line,
            fault.IsHook && ClientVersion.Find(context) >= ShapeFault.PassesOverHookAlone ? DiagnosticSeverity.Warning : null);
}
