namespace Keepalive.Text;

/// <summary>Bytes as file names need them.</summary>
internal static class Hexadecimal
{
    public static string Lower(ReadOnlySpan<byte> bytes) => Convert.ToHexString(bytes).ToLowerInvariant();
}
