using Keepalive.Platform.Jsonc;

namespace Keepalive.ClaudeCode.Installation;

/// <summary>A file as it was before the installation, as far as that can still be known.</summary>
internal static class Restoration
{
    /// <summary>A null of its own: a plain one would become an empty array, which is a file without a byte.</summary>
    private static ReadOnlyMemory<byte>? NoFile => default(ReadOnlyMemory<byte>?);

    /// <summary>
    /// The part of the record that is true for the present file: an interrupted installation has recorded more than it wrote, and an interrupted
    /// uninstallation has restored more than the record knows. Null: nothing of ours is in the file.
    /// </summary>
    /// <param name="file">The file as it is.</param>
    /// <param name="recorded">What is remembered of it.</param>
    /// <param name="record">Where the earlier contents are kept.</param>
    public static RecordedFile? Settle(EditableFile file, RecordedFile recorded, InstallationRecord record) =>
        !file.Exists ? null
        : Written(file, recorded, record) is { } written ? recorded with { States = [written] }
        : IsAsBefore(file, recorded, record) ? null
        : recorded;

    /// <summary>
    /// Unchanged since: every byte as it was before. Changed since: what is still ours goes, the rest stays. Null: there was no file.
    /// </summary>
    /// <param name="file">The file as it is.</param>
    /// <param name="recorded">What is remembered of it.</param>
    /// <param name="record">Where the earlier contents are kept.</param>
    /// <param name="kept">Takes the names of values that are no longer ours.</param>
    /// <exception cref="KeepaliveException">SettingsFileInvalid.</exception>
    public static ReadOnlyMemory<byte>? Of(EditableFile file, RecordedFile recorded, InstallationRecord record, ICollection<string> kept)
    {
        if (!file.Exists)
        {
            return NoFile;
        }

        if (Written(file, recorded, record) is { } written && record.ContentOf(written, after: false) is { } before)
        {
            return recorded.Existed ? before : NoFile;
        }

        if (IsAsBefore(file, recorded, record))
        {
            return file.Content;
        }

        if (recorded.Kind == RecordedFileKind.Profiles)
        {
            return ChainProfile.Remove(file.Content);
        }

        try
        {
            JsoncDocument document = SettingsUndo.Apply(file.Parse(), recorded.Values, recorded.Created, kept);
            bool isEmpty = document.Root is null or { Kind: JsoncKind.Object, Items.Count: 0 };
            return isEmpty && !recorded.Existed ? NoFile : document.Content;
        }
        catch (JsoncException fault)
        {
            throw KeepaliveErrors.SettingsFileInvalid(file.Path, fault.Message, fault);
        }
    }

    private static RecordedState? Written(EditableFile file, RecordedFile recorded, InstallationRecord record) => recorded.States.LastOrDefault(
        state => record.ContentOf(state, after: true) is { } after && file.Content.Span.SequenceEqual(after));

    private static bool IsAsBefore(EditableFile file, RecordedFile recorded, InstallationRecord record) => recorded.Existed && recorded.States.Any(
        state => record.ContentOf(state, after: false) is { } before && file.Content.Span.SequenceEqual(before));
}
