namespace Keepalive.Diagnostics.Checks;

/// <summary>A switch that turns the hooks and the status line off.</summary>
internal sealed class HooksDisabled() : DiagnosticCheck(
    "KA407", DiagnosticArea.ClaudeCode, DiagnosticSeverity.Warning,
    "Hooks and status line are switched off",
    "You are not warned before the credential expires, and prompts are sent although the credential has expired.")
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context) =>
        from key in (string[])["disableAllHooks", "allowManagedHooksOnly"]
        let setting = key == "disableAllHooks" ? context.FindSetting(key) : context.FindManagedSetting(key)
        where setting is { IsTrue: true }
        select Found($"{setting.Place(context)} sets {key}.", key == "disableAllHooks" ? "Remove the setting, unless this is intended." : "Ask your administrator to allow the hooks of 'claude-aws check'.", setting.File.Path, setting.Line);
}
