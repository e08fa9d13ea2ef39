using Keepalive.ClaudeCode;
using Keepalive.Jsonc;
using Keepalive.Profiles;

namespace Keepalive.Diagnostics.Checks;

/// <summary>A setting that looks like one for a helper, and is none.</summary>
internal sealed class MisspeltHelper() : DiagnosticCheck(
    "KA417", DiagnosticArea.ClaudeCode, DiagnosticSeverity.Warning,
    "A setting for a helper is misspelt",
    "Claude Code ignores the setting and does not report it.")
{
    private const int Near = 2;

    private static readonly string[] s_known = [.. Slots.Commands.Select(slot => slot.Name), "disableAllHooks"];

    /// <summary>Named in the open, and never there.</summary>
    private static readonly Dictionary<string, string> s_meant = new() { ["awsLoginRefresh"] = Slots.RefreshSetting, ["awsRefresh"] = Slots.RefreshSetting, ["awsCredentialsExport"] = Slots.ExportSetting };

    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context) =>
        from file in context.Settings
        from item in file.Document?.Root is { Kind: JsoncKind.Object } root ? root.Items : []
        let meant = Meant(item.Name!)
        where meant is not null
        let setting = new ClaudeSetting(file, item.Value)
        select Found($"{setting.Place(context)} sets {item.Name}.", $"Did you mean '{meant}'?", file.Path, setting.Line);

    private static string? Meant(string name) =>
        s_known.Contains(name) ? null
        : s_meant.GetValueOrDefault(name) ?? s_known.FirstOrDefault(known => NearestNames.Distance(name, known) <= Near);
}
