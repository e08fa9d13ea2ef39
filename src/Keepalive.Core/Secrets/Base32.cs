namespace Keepalive.Secrets;

/// <summary>Base32 as seeds are written: either case, in groups, padded or not. Source: RFC 4648, 6.</summary>
internal static class Base32
{
    /// <summary>The number of bytes; or null with the place of the first character that belongs to no such text, from one on.</summary>
    public static int? Decode(ReadOnlySpan<byte> text, Span<byte> bytes, out int badCharacter)
    {
        badCharacter = 0;
        int count = 0;
        int bits = 0;
        int buffer = 0;
        bool isPadded = false;
        for (int index = 0; index < text.Length; index++)
        {
            byte character = text[index];
            if (character is (byte)' ' or (byte)'-')
            {
                continue;
            }

            isPadded |= character == '=';
            int value = ValueOf(character);
            if (isPadded ? character != '=' : value < 0)
            {
                badCharacter = index + 1;
                return null;
            }

            if (isPadded)
            {
                continue;
            }

            buffer = (buffer << 5) | value;
            bits += 5;
            if (bits >= 8)
            {
                bits -= 8;
                bytes[count++] = (byte)(buffer >> bits);
                buffer &= (1 << bits) - 1;
            }
        }

        return count;
    }

    private static int ValueOf(byte character) => character switch
    {
        >= (byte)'A' and <= (byte)'Z' => character - 'A',
        >= (byte)'a' and <= (byte)'z' => character - 'a',
        >= (byte)'2' and <= (byte)'7' => character - '2' + 26,
        _ => -1,
    };
}
