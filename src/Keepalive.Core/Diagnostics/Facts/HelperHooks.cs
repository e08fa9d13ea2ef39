using Keepalive.ClaudeCode.Installation;
using Keepalive.Platform.Jsonc;

namespace Keepalive.Diagnostics.Facts;

/// <summary>The hooks that Claude Code runs: those of all its settings files together, unless one of them says otherwise.</summary>
internal static class HelperHooks
{
    /// <summary>Each command once in a file, however many events call it.</summary>
    public static IEnumerable<Helper> Of(DiagnosticContext context)
    {
        if (context.FindSetting("disableAllHooks") is { IsTrue: true })
        {
            return [];
        }

        bool managedAlone = context.FindManagedSetting("allowManagedHooksOnly") is { IsTrue: true };
        return context.SettingsInUse
            .Where(file => !managedAlone || file.Scope == SettingsScope.Managed)
            .SelectMany(In)
            .DistinctBy(hook => (hook.Setting.File.Path, hook.Command, string.Join('\0', hook.Arguments ?? [])));
    }

    private static IEnumerable<Helper> In(ClaudeSettings file) =>
        from item in file.Document?.Find("hooks") is { Kind: JsoncKind.Object } hooks ? hooks.Items : []
        from entry in SettingsEdit.Entries(file.Document!, ["hooks", item.Name!])
        let type = Text(file, entry, "type")
        where type is null or "command"
        let node = entry.Find("command")?.Value
        let command = file.Document!.StringOf(node)
        where command is not null
        select new Helper($"hooks.{item.Name}", new ClaudeSetting(file, node), command)
        {
            Arguments = entry.Find("args") is { Value: { Kind: JsoncKind.Array } words } ? [.. words.Items.Select(word => file.Document!.StringOf(word.Value) ?? string.Empty)] : null,
            Shell = Text(file, entry, "shell"),
            Limit = entry.Find("timeout") is { } limit ? new ClaudeSetting(file, limit.Value).Number : null,
        };

    private static string? Text(ClaudeSettings file, JsoncNode entry, string name) =>
        entry.Kind == JsoncKind.Object ? file.Document!.StringOf(entry.Find(name)?.Value) : null;
}
