using Keepalive.Configuration;
using Keepalive.Credentials;
using Keepalive.Profiles;
using Keepalive.SingleSignOn;

namespace Keepalive.Host.Verbs;

/// <summary>The profile that a sign-in verb works on, and where it signs in.</summary>
/// <param name="Profile">The profile.</param>
/// <param name="Session">Its session.</param>
internal sealed record SignInProfile(AwsProfile Profile, SsoSession Session)
{
    /// <exception cref="KeepaliveException">There is no such profile, or it does not sign in to IAM Identity Center.</exception>
    public static async Task<SignInProfile> ReadAsync(string? requested, CancellationToken cancellationToken)
    {
        TimeProvider clock = TimeProvider.System;
        SystemEnvironment environment = SystemEnvironment.Current;
        KeepaliveConfiguration configuration = ConfigurationFile.Read(environment, clock);
        ProfileChoice choice = ProfileChoice.Make(requested, environment, configuration.Profile);
        AwsProfile profile = await new ProfileReader(ProfileFileLocations.Find(environment), clock, configuration.ExpirationField)
            .ReadAsync(choice, cancellationToken).ConfigureAwait(false);
        return new SignInProfile(profile, SsoSession.Of(profile) ?? throw KeepaliveErrors.NoSsoSession(profile.Name));
    }
}
