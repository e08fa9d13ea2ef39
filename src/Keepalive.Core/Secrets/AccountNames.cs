using Keepalive.Aws.Profiles;
using Keepalive.Configuration;

namespace Keepalive.Secrets;

/// <summary>The accounts that several profiles sign in with, as far as the configuration names them; for completion.</summary>
public static class AccountNames
{
    /// <summary>That of all profiles, then those of single ones, each once; none where the files can't be read. No store is touched.</summary>
    /// <param name="environment">The variables and the platform.</param>
    /// <param name="clock">Tells the age of the last change.</param>
    public static IReadOnlyList<string> Find(SystemEnvironment environment, TimeProvider clock)
    {
        try
        {
            KeepaliveConfiguration configuration = ConfigurationFile.Read(environment, clock);
            IEnumerable<string> profiles = ProfileFiles.Read(ProfileFileLocations.Find(environment), clock).ProfileNames();
            return [.. profiles.Select(profile => configuration.For(profile).LoginAccount).Prepend(configuration.LoginAccount).OfType<string>().Distinct()];
        }
        catch (KeepaliveException)
        {
            return [];
        }
    }
}
