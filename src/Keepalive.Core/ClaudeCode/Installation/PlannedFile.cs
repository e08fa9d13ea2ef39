using System.Text;
using System.Text.Json.Nodes;
using Keepalive.Files;
using Keepalive.Jsonc;
using Keepalive.Profiles;

namespace Keepalive.ClaudeCode.Installation;

/// <summary>A file and what is to become of it.</summary>
/// <param name="File">The file as it is.</param>
/// <param name="Content">The new content; null: it goes away.</param>
/// <param name="Record">What to remember; null when the installation is taken out.</param>
internal sealed record PlannedFile(SettingsFile File, ReadOnlyMemory<byte>? Content, RecordedFile? Record)
{
    public bool IsChanged => Content is { } content ? !File.Exists || !content.Span.SequenceEqual(File.Content.Span) : File.Exists;

    /// <summary>Makes the same change to another content, should somebody write one at this moment; null where nothing is remembered of it.</summary>
    public Func<ReadOnlyMemory<byte>?, ReadOnlyMemory<byte>?>? Again => Record?.Kind switch
    {
        null => null,
        RecordedFileKind.Profiles => now => AgainInProfiles(now ?? default),
        _ => now => AgainInJson(now ?? default),
    };

    /// <summary>As a unified difference; values under the name of a secret are not shown.</summary>
    public string Difference() => UnifiedDifference.Between(
        File.Path, File.Exists ? Encoding.UTF8.GetString(File.Content.Span) : null, Content is { } content ? Encoding.UTF8.GetString(content.Span) : null);

    /// <summary>A change is the taking back of its opposite. What the other has changed at the same place can't be joined.</summary>
    private ReadOnlyMemory<byte> AgainInJson(ReadOnlyMemory<byte> now)
    {
        List<string> both = [];
        JsoncDocument joined = JsoncUndo.Apply(Json(now), before: Json(Content), after: Json(File.Exists ? File.Content : null), both);
        return both.Count == 0 ? joined.Content : throw new FileChangedException();
    }

    private ReadOnlyMemory<byte> AgainInProfiles(ReadOnlyMemory<byte> now)
    {
        List<string> both = [];
        IniDocument joined = IniUndo.Apply(Ini(now), before: Ini(Content), after: Ini(File.Exists ? File.Content : null), both);
        return both.Count == 0 ? joined.Content : throw new FileChangedException();
    }

    /// <summary>Without a root there would be nothing to compare.</summary>
    private static JsoncDocument Json(ReadOnlyMemory<byte>? content) =>
        content is { } bytes && JsoncDocument.Parse(bytes) is { Root: not null } document ? document : JsoncDocument.Parse(default).Set([], new JsonObject());

    private static IniDocument Ini(ReadOnlyMemory<byte>? content) => IniDocument.Parse(content ?? default, ProfileFileKind.Config);
}
