using Keepalive.Jsonc;

namespace Keepalive.Diagnostics.Checks;

/// <summary>A hook of ours that several places call.</summary>
internal sealed class TwiceWired() : DiagnosticCheck(
    "KA419", DiagnosticArea.ClaudeCode, DiagnosticSeverity.Information,
    "The hooks of Keepalive are installed twice",
    "Claude Code runs the hooks of all settings files and plugins, so each warning may come twice.")
{
    private const string Plugin = "keepalive@";

    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context)
    {
        Helper[] hooks = [.. HelperHooks.Of(context).Where(hook => hook.IsOurs).DistinctBy(hook => hook.Setting.File)];
        string[] places = [.. hooks.Select(hook => hook.Setting.Place(context)), .. Plugins(context)];
        if (places.Length > 1)
        {
            yield return Found(
                $"The hooks are in {string.Join(" and in ", places)}.", "Keep one of them. Remove the other with 'claude-aws uninstall --scope SCOPE' or 'claude plugin disable'.",
                hooks.FirstOrDefault()?.Setting.File.Path, hooks.FirstOrDefault()?.Setting.Line);
        }
    }

    private static IEnumerable<string> Plugins(DiagnosticContext context) => context.Settings
        .SelectMany(file => file.Find("enabledPlugins") is { Node.Kind: JsoncKind.Object } plugins ? plugins.Node.Items.Select(item => item.Name!) : [])
        .Distinct()
        .Where(name => name.StartsWith(Plugin, StringComparison.Ordinal) && context.FindSetting("enabledPlugins", name) is { IsTrue: true })
        .Select(name => $"the plugin {name}");
}
