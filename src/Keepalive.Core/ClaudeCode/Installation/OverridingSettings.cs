using Keepalive.Platform.Files;
using Keepalive.Platform.Jsonc;

namespace Keepalive.ClaudeCode.Installation;

/// <summary>Commands of others in settings that Claude Code prefers to the written ones: they hide ours, in this folder or everywhere.</summary>
internal static class OverridingSettings
{
    /// <summary>A sentence for each of them.</summary>
    /// <param name="others">The settings files of every scope.</param>
    /// <param name="scope">The scope of the written file.</param>
    /// <param name="path">The written file.</param>
    public static IEnumerable<string> Tell(ClientSettingsFiles others, SettingsScope scope, string path) =>
        from higher in Enum.GetValues<SettingsScope>()
        where higher > scope
        let other = others.TryRead(higher)
        // In the home folder the settings of the project are those of the user.
        where other is not null && !IsSame(other.Value.Path, path)
        from slot in Slots.Commands
        where Overrides(other.Value.Document, slot)
        select $"{slot.Name} in {other.Value.Path} overrides the installed value{(higher == SettingsScope.Managed ? string.Empty : " in this folder")}.";

    /// <summary>Claude Code skips a file with a value of another type.</summary>
    private static bool Overrides(JsoncDocument document, ClientSlot slot) =>
        document.Find(slot.Name) is { } node && node.Kind == (slot == Slots.StatusLine ? JsoncKind.Object : JsoncKind.Text) && !Ownership.Is(document.ValueOf(node));

    private static bool IsSame(string path, string other)
    {
        try
        {
            return FileTarget.Of(path) == FileTarget.Of(other);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return path == other;
        }
    }
}
