namespace Keepalive.Aws.Profiles;

/// <summary>The regions that this machine works with, for completion.</summary>
public static class RegionNames
{
    private static readonly string[] s_keys = ["region", "sso_region"];

    /// <summary>Those of the environment, then those of the profiles and their sso-sessions, each once; none where the files can't be read.</summary>
    /// <param name="environment">The variables and the platform.</param>
    /// <param name="clock">Tells the age of the last change.</param>
    public static IReadOnlyList<string> Find(SystemEnvironment environment, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(environment);
        IEnumerable<string?> variables = [environment.Get("AWS_REGION"), environment.Get("AWS_DEFAULT_REGION")];
        return [.. variables.Concat(Named(environment, clock)).OfType<string>().Where(static region => WireText.IsRegion(region)).Distinct()];
    }

    private static IEnumerable<string?> Named(SystemEnvironment environment, TimeProvider clock)
    {
        try
        {
            return [.. ProfileFiles.Read(ProfileFileLocations.Find(environment), clock).All().SelectMany(Of)];
        }
        catch (KeepaliveException)
        {
            return [];
        }
    }

    private static IEnumerable<string?> Of(AwsProfile profile)
    {
        ProfileSection? session = profile["sso_session"] is { Value: var name } ? profile.FindSection(IniSectionType.SsoSession, name) : null;
        return s_keys.Select(key => profile[key]?.Value).Append(session?.Properties.GetValueOrDefault("sso_region")?.Value);
    }
}
