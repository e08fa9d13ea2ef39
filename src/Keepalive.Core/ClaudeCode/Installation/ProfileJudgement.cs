using Keepalive.Aws.AccessKeys;
using Keepalive.Aws.Profiles;
using Keepalive.Configuration;
using Keepalive.Credentials;

namespace Keepalive.ClaudeCode.Installation;

/// <summary>
/// Whether the profile for Claude Code can have a credential at all. A problem that a sign-in solves is not an obstacle; any other problem is
/// reported before a file is written.
/// </summary>
internal static class ProfileJudgement
{
    /// <param name="choice">The profile, and who chose it.</param>
    /// <param name="files">The AWS files.</param>
    /// <param name="locations">Where they are.</param>
    /// <param name="configuration">Our settings as they will be read.</param>
    /// <param name="hasLoginTool">A login tool is configured, which may write the profile one day.</param>
    /// <param name="environment">The variables.</param>
    /// <param name="clock">The time.</param>
    /// <returns>True when the profile has to be written first, by a login tool or a person.</returns>
    /// <exception cref="KeepaliveException">ProfileNotFound, SourceNotSupported, RoleSourceNotFound and its kind: the export could never succeed.</exception>
    public static bool IsAwaited(
        ProfileChoice choice, ProfileFiles files, ProfileFileLocations locations, KeepaliveConfiguration configuration, bool hasLoginTool, SystemEnvironment environment, TimeProvider clock)
    {
        var resolver = new CredentialResolver(environment, configuration, clock);
        if (!choice.IsNamed && (EnvironmentKeys.Find(environment, clock) is not null || EnvironmentWebIdentity.IsSet(choice, environment)))
        {
            return false;
        }

        if (files.Find(choice.Name) is not { } profile)
        {
            if (resolver.PeekMachine(choice).IsSource)
            {
                return false;
            }

            // In a home without any profile the missing profile is not a mistake: profiles come later.
            return hasLoginTool || (!choice.IsNamed && !files.ProfileNames().Any() && files.FirstStrayProblem() is null)
                ? true
                : throw ProfileReader.NotFound(choice, files, locations);
        }

        if (resolver.FindRefusal(profile) is { } refusal)
        {
            throw refusal;
        }

        (AwsCredential? credential, CredentialSourceKind? unasked) = resolver.Peek(profile);
        if (credential is null && unasked is null && resolver.PeekMachine(choice).IsSource)
        {
            return false;
        }

        if (credential is null && unasked is null && !hasLoginTool)
        {
            throw KeepaliveErrors.CredentialNotFound(choice.Name, $"{locations.Credentials} or {locations.Config}");
        }

        return credential is null && unasked is null;
    }
}
