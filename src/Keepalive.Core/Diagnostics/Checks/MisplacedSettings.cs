using Keepalive.ClaudeCode.Installation;

namespace Keepalive.Diagnostics.Checks;

/// <summary>Settings in a file that Claude Code does not read.</summary>
internal sealed class MisplacedSettings() : DiagnosticCheck(
    "KA406", DiagnosticArea.ClaudeCode, DiagnosticSeverity.Warning,
    "A settings file has a name that Claude Code does not read",
    "Nothing in it counts.")
{
    private static readonly string[] s_names = ["settings-local.json", "setting.json", "settings.jsonc", "settings.json.txt"];

    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context) =>
        from folder in ((string[])[SettingsLocation.UserFolder(context.Environment), context.Environment.Combine(context.WorkingDirectory, ".claude")]).Distinct()
        from name in s_names
        let path = context.Environment.Combine(folder, name)
        where File.Exists(path)
        select Found($"{context.Brief(path)} is there.", "Move what it says to settings.json or settings.local.json of the same folder.", path);
}
