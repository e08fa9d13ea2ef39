namespace Keepalive.Aws.Profiles;

/// <summary>
/// The settings of a role in a profile. A key that the profile lacks is taken from the profile of <c>include_profile</c>, as aws-vault does; no other
/// tool knows that key.
/// </summary>
internal static class RoleSettings
{
    private const string IncludeKey = "include_profile";
    private const int MostIncluded = 8;

    /// <summary>The setting, or null if it is missing or empty.</summary>
    /// <param name="profile">The profile.</param>
    /// <param name="key">The key, in lower case.</param>
    public static ProfileProperty? Find(AwsProfile profile, string key)
    {
        AwsProfile? current = profile;
        for (int included = 0; current is not null && included <= MostIncluded; included++)
        {
            if (current[key] is { Unquoted.Length: > 0 } property)
            {
                return property;
            }

            current = current[IncludeKey] is { Unquoted: { Length: > 0 } name } ? current.FindOther(name) : null;
        }

        return null;
    }

    /// <summary>The same, the value alone.</summary>
    public static string? Value(AwsProfile profile, string key) => Find(profile, key)?.Unquoted;
}
