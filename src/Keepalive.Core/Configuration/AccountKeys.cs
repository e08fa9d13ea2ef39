using Keepalive.Profiles;

namespace Keepalive.Configuration;

/// <summary>
/// The keys that decide which account is used. A slip in one of them must not lead to another account, so what looks
/// like one of them and isn't makes the file unusable, where any other slip is only told.
/// </summary>
internal static class AccountKeys
{
    public const string Profiles = "profiles";

    private const int FewSlips = 2;

    private static readonly string[] Names = ["profile", "expirationField", Profiles];

    /// <summary>The key decides the account.</summary>
    public static bool Contains(string key) => Names.Contains(key);

    /// <summary>The key that was probably meant, or null.</summary>
    public static string? Meant(string key)
    {
        string bare = key.Replace("_", "").Replace("-", "");
        return Names.FirstOrDefault(name => NearestNames.Distance(bare, name) <= FewSlips)
            ?? (bare.Contains("profile", StringComparison.OrdinalIgnoreCase) ? Names[0] : null);
    }
}
