namespace Keepalive.Text;

/// <summary>Base64 in the alphabet of URLs, without padding (RFC 4648, 5).</summary>
internal static class Base64Url
{
    public static string Encode(ReadOnlySpan<byte> bytes) => Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    /// <summary>The bytes; null for what is no such text.</summary>
    public static byte[]? Decode(ReadOnlySpan<char> text)
    {
        string padded = text.ToString().Replace('-', '+').Replace('_', '/') + new string('=', (4 - (text.Length % 4)) % 4);
        byte[] bytes = new byte[padded.Length / 4 * 3];
        return Convert.TryFromBase64String(padded, bytes, out int length) ? bytes[..length] : null;
    }
}
