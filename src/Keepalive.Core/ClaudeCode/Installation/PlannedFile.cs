using System.Text;

namespace Keepalive.ClaudeCode.Installation;

/// <summary>A file and what is to become of it.</summary>
/// <param name="File">The file as it is.</param>
/// <param name="Content">The new content; null: it goes away.</param>
/// <param name="Record">What to remember; null when the installation is taken out.</param>
internal sealed record PlannedFile(SettingsFile File, ReadOnlyMemory<byte>? Content, RecordedFile? Record)
{
    public bool IsChanged => Content is { } content ? !File.Exists || !content.Span.SequenceEqual(File.Content.Span) : File.Exists;

    /// <summary>As a unified difference; values under the name of a secret are not shown.</summary>
    public string Difference() => UnifiedDifference.Between(
        File.Path, File.Exists ? Encoding.UTF8.GetString(File.Content.Span) : null, Content is { } content ? Encoding.UTF8.GetString(content.Span) : null);
}
