namespace Keepalive.Configuration;

/// <summary>
/// The keys that decide which account is used. A mistake in one of them must not lead to another account. So a key with a similar name
/// makes the file unusable, while any other mistake is only reported.
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
