using System.Text;
using System.Text.Json.Nodes;
using Keepalive.Aws.Profiles;
using Keepalive.Platform.Json;

namespace Keepalive.ClaudeCode.Installation;

/// <summary>A value that an installation has set, and what stood there before.</summary>
/// <param name="Path">Names from the root of the document; of an element, those of its array.</param>
/// <param name="IsHook">It is an entry of a hook event.</param>
/// <param name="Ours">The value as JSON.</param>
/// <param name="Previous">The text that stood there, as it was written; null: nothing.</param>
internal sealed record RecordedValue(IReadOnlyList<string> Path, bool IsHook, string Ours, string? Previous)
{
    /// <summary>True if this value is in a document now.</summary>
    public bool Is(JsonNode? present) => JsonNode.DeepEquals(present, JsonContent.ReadValue(Encoding.UTF8.GetBytes(Ours), out _));
}

/// <summary>One content that an installation gives a file. It is recorded before it is written.</summary>
/// <param name="Id">Names the two copies of the content in the state folder; never used again for another content.</param>
/// <param name="Values">The values that are set.</param>
/// <param name="Created">The objects and arrays that are made for them.</param>
internal sealed record RecordedState(int Id, IReadOnlyList<RecordedValue> Values, IReadOnlyList<IReadOnlyList<string>> Created);

/// <summary>
/// A file that installations change. It has one state if they ended well; each interrupted installation adds another state, because
/// it is unknown whether its content was written.
/// </summary>
internal sealed record RecordedFile
{
    public required string Path { get; init; }

    public required RecordedFileKind Kind { get; init; }

    /// <summary>How many bytes it may have.</summary>
    public int MaximumLength => Kind == RecordedFileKind.Profiles ? ProfileFile.MaximumLength : EditableFile.MaximumLength;

    /// <summary>It was there before the first installation.</summary>
    public required bool Existed { get; init; }

    /// <summary>The oldest first.</summary>
    public required IReadOnlyList<RecordedState> States { get; init; }

    /// <summary>The values of all states, the oldest first.</summary>
    public IEnumerable<RecordedValue> Values => States.SelectMany(state => state.Values);

    public IEnumerable<IReadOnlyList<string>> Created => States.SelectMany(state => state.Created);
}

/// <summary>In the order of removal: the settings use the others.</summary>
internal enum RecordedFileKind
{
    Settings,
    Configuration,
    Profiles,
}
