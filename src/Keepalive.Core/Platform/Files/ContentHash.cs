namespace Keepalive.Platform.Files;

/// <summary>
/// Distinguishes contents in the name of a temporary file: FNV-1a, 64 bits. It guards against mistakes and not against
/// attackers: a user who can write next to the file can write the file.
/// </summary>
internal static class ContentHash
{
    private const ulong Offset = 0xcbf29ce484222325;
    private const ulong Prime = 0x100000001b3;

    public static ulong Of(ReadOnlySpan<byte> content)
    {
        ulong hash = Offset;
        foreach (byte value in content)
        {
            hash = unchecked((hash ^ value) * Prime);
        }

        return hash;
    }
}
