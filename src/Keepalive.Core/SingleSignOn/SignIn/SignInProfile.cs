using Keepalive.Configuration;
using Keepalive.Credentials;
using Keepalive.Profiles;

namespace Keepalive.SingleSignOn.SignIn;

/// <summary>The profile that a sign-in or sign-out works on, and where it signs in.</summary>
/// <param name="Profile">The profile.</param>
/// <param name="Session">Its session.</param>
public sealed record SignInProfile(AwsProfile Profile, SsoSession Session)
{
    /// <summary>Reads it out of the shared files.</summary>
    /// <param name="requested">The name that the caller gave, or null for the profile in use.</param>
    /// <param name="environment">The variables and the platform.</param>
    /// <param name="clock">The time.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="KeepaliveException">There is no such profile, or it does not sign in to IAM Identity Center.</exception>
    public static async Task<SignInProfile> ReadAsync(string? requested, SystemEnvironment environment, TimeProvider clock, CancellationToken cancellationToken)
    {
        KeepaliveConfiguration configuration = ConfigurationFile.Read(environment, clock);
        ProfileChoice choice = ProfileChoice.Make(requested, environment, configuration.Profile, configuration.Policy);
        AwsProfile profile = await new ProfileReader(ProfileFileLocations.Find(environment), clock, configuration.For(choice.Name).ExpirationField)
            .ReadAsync(choice, cancellationToken).ConfigureAwait(false);
        return new SignInProfile(profile, SsoSession.Of(profile) ?? throw KeepaliveErrors.NoSsoSession(profile.Name));
    }
}
