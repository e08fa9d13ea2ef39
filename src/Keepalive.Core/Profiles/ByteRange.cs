namespace Keepalive.Profiles;

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

    /// <summary>The same range without spaces, tabs and carriage returns at both ends.</summary>
    /// <param name="document">The whole document.</param>
    public ByteRange Trim(ReadOnlySpan<byte> document)
    {
        int start = Start;
        int end = End;
        while (start < end && IsWhiteSpace(document[start]))
        {
            start++;
        }

        while (end > start && IsWhiteSpace(document[end - 1]))
        {
            end--;
        }

        return new ByteRange(start, end - start);
    }

    /// <summary>White space as these files have it; a carriage return is part of a Windows line end.</summary>
    /// <param name="value">The byte.</param>
    internal static bool IsWhiteSpace(byte value) => value is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\f' or (byte)'\v';
}
