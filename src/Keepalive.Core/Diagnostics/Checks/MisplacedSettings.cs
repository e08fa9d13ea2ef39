using Keepalive.ClaudeCode.Installation;
using Keepalive.Diagnostics.Repairs;

namespace Keepalive.Diagnostics.Checks;

/// <summary>Settings in a file that Claude Code does not read.</summary>
internal sealed class MisplacedSettings() : DiagnosticCheck(
    "KA406", DiagnosticArea.ClaudeCode, DiagnosticSeverity.Warning,
    "Claude Code does not read a settings file of this name",
    "All settings in it are ignored.")
{
    private static readonly string[] s_names = ["settings-local.json", "setting.json", "settings.jsonc", "settings.json.txt"];

    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context) =>
        from folder in ((string[])[SettingsLocation.UserFolder(context.Environment), context.Environment.Combine(context.WorkingDirectory, ".claude")]).Distinct()
        from name in s_names
        let path = context.Environment.Combine(folder, name)
        where File.Exists(path)
        let repair = Repair(context, path, name)
        select Found(
            $"Claude Code does not read {context.Brief(path)}.",
            repair is null ? "Move its settings to settings.json or settings.local.json in the same folder." : "Rename it to settings.json.", path, repair: repair);

    /// <summary>The person's own alone: to bring a project's hooks to life is a decision, not a repair.</summary>
    private static GiveName? Repair(DiagnosticContext context, string path, string name)
    {
        string folder = SettingsLocation.UserFolder(context.Environment);
        string settings = context.Environment.Combine(folder, "settings.json");
        return path == context.Environment.Combine(folder, name) && name != "settings-local.json" && !Path.Exists(settings)
            && IsSound(path, context.Clock) && s_names.Skip(1).Count(other => File.Exists(context.Environment.Combine(folder, other))) == 1
            ? new GiveName(path, settings)
            : null;
    }

    private static bool IsSound(string path, TimeProvider clock)
    {
        try
        {
            return SettingsFile.Read(path, clock).Parse().Root is null or { Kind: Jsonc.JsoncKind.Object };
        }
        catch (KeepaliveException)
        {
            return false;
        }
    }
}
