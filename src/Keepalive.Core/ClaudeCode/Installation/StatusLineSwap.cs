using System.Text.Json.Nodes;
using Keepalive.Platform.Jsonc;

namespace Keepalive.ClaudeCode.Installation;

/// <summary>Puts our status line in the place of another, which ours then shows beside itself.</summary>
internal static class StatusLineSwap
{
    private const int RefreshSeconds = 15;

    private static readonly string[] Whole = [Slots.StatusLineSetting];

    /// <summary>The command that ours has to show; null when there is none, when it calls ours, or is our predecessor's. Ours inside ours would show the time twice, and once more with each installation.</summary>
    public static string? OtherCommand(JsoncDocument document)
    {
        string? command = document.StringOf(document.Find(Slots.StatusLine.Path));
        if (string.IsNullOrWhiteSpace(command) || Ownership.CallsStatusLine(command) || command.Contains("aws-statusline.mjs", StringComparison.Ordinal))
        {
            return null;
        }

        // cc-aws-keepalive put its own program before oh-my-claudecode's; the time would be shown twice.
        return command.Replace("aws-hud-wrapper.mjs", "omc-hud.mjs", StringComparison.Ordinal);
    }

    /// <summary>Sets ours. Other keys of the object (the padding, a person's own refresh interval) are kept.</summary>
    public static void Apply(SettingsEdit edit, RecordedFile? earlier, string command)
    {
        string? there = edit.Document.StringOf(edit.Document.Find(Slots.StatusLine.Path));
        if (there is not null && Ownership.CallsStatusLine(there) && !Ownership.IsCommand(there))
        {
            return; // A line of the person, with ours in it.
        }

        var ours = new JsonObject { ["type"] = "command", ["command"] = command, ["refreshInterval"] = RefreshSeconds };
        JsonNode? present = edit.Document.ValueOf(edit.Document.Find(Whole));
        bool isWhollyOurs = earlier?.Values.Any(value => value.Path.SequenceEqual(Whole) && value.Is(present)) == true;
        if (isWhollyOurs || edit.Document.Find(Whole) is null or { Kind: JsoncKind.Null } || JsonNode.DeepEquals(present, ours))
        {
            edit.Set(Whole, ours);
            return;
        }

        edit.Set([Slots.StatusLineSetting, "type"], "command");
        edit.Set(Slots.StatusLine.Path, command);
        edit.SetMissing([Slots.StatusLineSetting, "refreshInterval"], RefreshSeconds);
    }
}
