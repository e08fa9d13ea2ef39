using System.Security.Cryptography;
using System.Text;

namespace Keepalive.Sandbox.Services;

/// <summary>Values that can't be guessed, each with a recognizable form.</summary>
internal static class Secrets
{
    private const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    public static string New(string prefix) => prefix + RandomNumberGenerator.GetHexString(48, lowercase: true);

    public static string AccessKeyId(string prefix) => prefix + RandomNumberGenerator.GetString(Base32, 16);

    /// <summary>Letters that people don't mix up, in the form of the service: <c>ABCD-EFGH</c>.</summary>
    public static string UserCode()
    {
        string code = RandomNumberGenerator.GetString("BCDFGHJKLMNPQRSTVWXZ", 8);
        return $"{code[..4]}-{code[4..]}";
    }

    /// <summary>The same id for the same thing, as roles and users have.</summary>
    public static string StableId(string prefix, string thing)
    {
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(thing));
        return prefix + string.Concat(hash.Take(17).Select(part => Base32[part % 32]));
    }

    public static bool AreEqual(string? one, string? other) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(one ?? ""), Encoding.UTF8.GetBytes(other ?? ""));
}
