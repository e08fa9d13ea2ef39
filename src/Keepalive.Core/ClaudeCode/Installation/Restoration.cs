using Keepalive.Jsonc;

namespace Keepalive.ClaudeCode.Installation;

/// <summary>A file as it was before the installation, as far as that can still be known.</summary>
internal static class Restoration
{
    /// <summary>A null of its own: a plain one would become an empty array, which is a file without a byte.</summary>
    private static ReadOnlyMemory<byte>? NoFile => default(ReadOnlyMemory<byte>?);

    /// <summary>
    /// Unchanged since: every byte as it was before. Changed since: what is still ours goes, the rest stays. Null: there was no file.
    /// </summary>
    /// <param name="file">The file as it is.</param>
    /// <param name="recorded">What is remembered of it.</param>
    /// <param name="record">Where the earlier content is kept.</param>
    /// <param name="kept">Takes the names of values that are no longer ours.</param>
    /// <exception cref="KeepaliveException">SettingsFileInvalid.</exception>
    public static ReadOnlyMemory<byte>? Of(SettingsFile file, RecordedFile recorded, InstallationRecord record, ICollection<string> kept)
    {
        if (record.ContentOf(recorded, after: true) is { } after && record.ContentOf(recorded, after: false) is { } before
            && file.Content.Span.SequenceEqual(after))
        {
            return recorded.Existed ? before : NoFile;
        }

        if (recorded.Kind == RecordedFileKind.Profiles)
        {
            return ChainProfile.Remove(file.Content);
        }

        try
        {
            JsoncDocument document = SettingsUndo.Apply(file.Parse(), recorded, kept);
            bool isEmpty = document.Root is null or { Kind: JsoncKind.Object, Items.Count: 0 };
            return isEmpty && !recorded.Existed ? NoFile : document.Content;
        }
        catch (JsoncException fault)
        {
            throw KeepaliveErrors.SettingsFileInvalid(file.Path, fault.Message, fault);
        }
    }
}
