using Keepalive.ClaudeCode.Installation;

namespace Keepalive.Diagnostics.Checks;

/// <summary>Helpers of a project in a folder that the person has not trusted.</summary>
internal sealed class UntrustedFolder() : DiagnosticCheck(
    "KA411", DiagnosticArea.ClaudeCode, DiagnosticSeverity.Warning,
    "This folder's settings contain helpers, but Claude Code does not trust the folder",
    "Until you trust the folder, Claude Code runs no helper, hook or status line from it in a terminal, and does not report it.")
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context)
    {
        Helper[] helpers = [.. Helper.All(context).Where(helper => helper.Setting.File.Scope is SettingsScope.Project or SettingsScope.Local)];
        if (helpers.Length > 0 && WorkspaceTrust.Of(context) == false)
        {
            yield return Found(
                $"{string.Join(", ", helpers.Select(helper => helper.Slot).Distinct())} in {context.Brief(helpers[0].Setting.File.Path)}; {context.Brief(context.WorkingDirectory)} is not trusted.",
                "Start 'claude' in the folder and confirm that you trust it, or move the helpers to your user settings.", helpers[0].Setting.File.Path, helpers[0].Setting.Line);
        }
    }
}
