namespace Keepalive.Diagnostics.Checks;

/// <summary>A switch that turns the hooks and the status line off.</summary>
internal sealed class HooksDisabled() : DiagnosticCheck(
    "KA407", DiagnosticArea.ClaudeCode, DiagnosticSeverity.Warning,
    "Hooks and status line are switched off",
    "Nobody tells that the session ends soon, and a prompt that can't be answered goes out.")
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context) =>
        from key in (string[])["disableAllHooks", "allowManagedHooksOnly"]
        let setting = key == "disableAllHooks" ? context.FindSetting(key) : context.FindManagedSetting(key)
        where setting is { IsTrue: true }
        select Found($"{setting.Place(context)} sets {key}.", key == "disableAllHooks" ? "Take it out, unless that is meant." : "Ask your administrator to allow the hooks of 'claude-aws check'.", setting.File.Path, setting.Line);
}
