namespace Keepalive.Diagnostics.Checks;

/// <summary>A settings file that Claude Code can't read.</summary>
internal sealed class SettingsBroken() : DiagnosticCheck(
    "KA401", DiagnosticArea.ClaudeCode, DiagnosticSeverity.Error,
    "A settings file of Claude Code can't be read",
    "Claude Code ignores all settings in it, also the helpers.")
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context) =>
        from file in context.Settings
        where file.Fault is not null
        select Found(file.Fault!.Message, file.Fault!.Advice, file.Path);
}
