using Keepalive.ClaudeCode.Installation;
using Keepalive.Platform.Jsonc;

namespace Keepalive.Diagnostics.Repairs;

/// <summary>Has the hooks of ours start the companion from a place that lasts.</summary>
/// <param name="environment">The variables and the platform.</param>
/// <param name="program">The companion.</param>
/// <param name="setting">The settings file.</param>
/// <param name="from">The program that they start now.</param>
internal sealed class RenewHooks(SystemEnvironment environment, string program, string setting, string from) : IRepair
{
    public void Change(RepairDraft draft)
    {
        ProgramPlace place = draft.Program ??= ProgramPlace.Choose(environment, program);
        draft.Open(setting).Edit(document =>
        {
            while (place.Word != from && Find(document) is { } command)
            {
                document = document.Restore(command, JsoncText.Encode(place.Word));
            }

            return document;
        });
    }

    private JsoncNode? Find(JsoncDocument document) => (document.Find("hooks") is { Kind: JsoncKind.Object } hooks ? hooks.Items : [])
        .SelectMany(item => SettingsEdit.Entries(document, ["hooks", item.Name!]))
        .Where(entry => Ownership.IsHook(document.ValueOf(entry)))
        .Select(entry => entry.Find("command")?.Value)
        .FirstOrDefault(command => document.StringOf(command) == from);
}
