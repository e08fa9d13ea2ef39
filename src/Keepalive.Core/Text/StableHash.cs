namespace Keepalive.Text;

/// <summary>FNV-1a: two names must differ, in every process alike; nothing is protected by it, and no cryptography is loaded for it.</summary>
internal static class StableHash
{
    public static string Of(string text)
    {
        ulong hash = 14695981039346656037;
        foreach (char character in text)
        {
            hash = unchecked((hash ^ character) * 1099511628211);
        }

        return $"{hash:x16}";
    }
}
