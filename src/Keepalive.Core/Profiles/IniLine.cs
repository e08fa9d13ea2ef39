namespace Keepalive.Profiles;

/// <summary>
/// One physical line as ranges of the document's bytes, its line end included, so that all lines together are the
/// document again and a writer can replace one value and nothing else. A struct of numbers, because a credentials
/// file may hold a hundred thousand of them and the caller wants five.
/// </summary>
public readonly record struct IniLine
{
    /// <summary>The kind of the line.</summary>
    public required IniLineKind Kind { get; init; }

    /// <summary>The first byte of the line.</summary>
    public required int Start { get; init; }

    /// <summary>One past the line end (or the document's end).</summary>
    public required int End { get; init; }

    /// <summary>A section's name between the brackets, or a property's key; trimmed.</summary>
    public ByteRange Name { get; init; }

    /// <summary>A property's or continuation's value; trimmed, without a trailing comment.</summary>
    public ByteRange Value { get; init; }
}
