using Keepalive.ClaudeCode.Installation;

namespace Keepalive.Diagnostics.Checks;

/// <summary>Helpers of a project in a folder that nobody has declared to trust.</summary>
internal sealed class UntrustedFolder() : DiagnosticCheck(
    "KA411", DiagnosticArea.ClaudeCode, DiagnosticSeverity.Warning,
    "Claude Code does not trust this folder, whose settings name helpers",
    "In a terminal it runs none of them, nor hooks and status line, before the folder is trusted; nothing says so afterwards.")
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context)
    {
        Helper[] helpers = [.. Helper.All(context).Where(helper => helper.Setting.File.Scope is SettingsScope.Project or SettingsScope.Local)];
        if (helpers.Length > 0 && WorkspaceTrust.Of(context) == false)
        {
            yield return Found(
                $"{string.Join(", ", helpers.Select(helper => helper.Slot).Distinct())} in {context.Brief(helpers[0].Setting.File.Path)}; {context.Brief(context.WorkingDirectory)} is not trusted.",
                "Start 'claude' in the folder and say that you trust it, or move the helpers to your own settings.", helpers[0].Setting.File.Path, helpers[0].Setting.Line);
        }
    }
}
