namespace Keepalive.Aws.Profiles;

/// <summary>A piece of a document, in bytes from its beginning.</summary>
/// <param name="Start">The first byte.</param>
/// <param name="Length">How many bytes.</param>
public readonly record struct ByteRange(int Start, int Length)
{
    /// <summary>One past the last byte.</summary>
    public int End => Start + Length;

    /// <summary>The bytes of this range.</summary>
    /// <param name="document">The whole document.</param>
    public ReadOnlySpan<byte> Of(ReadOnlySpan<byte> document) => document.Slice(Start, Length);

    /// <summary>The same range without blanks at both ends, carriage returns among them.</summary>
    /// <param name="document">The whole document.</param>
    public ByteRange Trim(ReadOnlySpan<byte> document)
    {
        ReadOnlySpan<byte> text = Of(document);
        int start = Blank.AtStart(text);
        return new ByteRange(Start + start, Length - start - Blank.AtEnd(text[start..]));
    }
}
