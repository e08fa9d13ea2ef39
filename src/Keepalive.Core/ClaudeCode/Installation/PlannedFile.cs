using System.Text;

namespace Keepalive.ClaudeCode.Installation;

/// <summary>A file and what is to become of it.</summary>
/// <param name="File">The file as it is.</param>
/// <param name="Content">The new content; null: it goes away.</param>
internal sealed record PlannedFile(EditableFile File, ReadOnlyMemory<byte>? Content)
{
    /// <summary>The entry of the record after the file is written; null: none.</summary>
    public RecordedFile? Record { get; init; }

    /// <summary>The entry of the record while it is unknown whether the file is written: everything that may be true for it.</summary>
    public RecordedFile? Intention { get; init; }

    /// <summary>The newest state of the intention, when it is a new one, and the content to go back to from it.</summary>
    public (RecordedState State, ReadOnlyMemory<byte> Before)? New { get; init; }

    public bool IsChanged => Content is { } content ? !File.Exists || !content.Span.SequenceEqual(File.Content.Span) : File.Exists;

    /// <summary>As a unified difference; values under the name of a secret are not shown.</summary>
    public string Difference() => UnifiedDifference.Between(
        File.Path, File.Exists ? Encoding.UTF8.GetString(File.Content.Span) : null, Content is { } content ? Encoding.UTF8.GetString(content.Span) : null);

    /// <summary>Replaces the file, or deletes it.</summary>
    /// <param name="isShared">A new one is for others to read too.</param>
    /// <exception cref="KeepaliveException">SettingsFileUnwritable.</exception>
    public void Write(bool isShared = false)
    {
        if (Content is { } content)
        {
            _ = File.Write(content, isShared);
        }
        else
        {
            File.Remove();
        }
    }
}
