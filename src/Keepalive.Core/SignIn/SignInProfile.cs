using Keepalive.Aws.Profiles;
using Keepalive.Configuration;
using Keepalive.IdentityCenter;
using Keepalive.Tokens;
using Keepalive.Workers;

namespace Keepalive.SignIn;

/// <summary>The profile that a sign-in or sign-out works on, and where it signs in.</summary>
/// <param name="Profile">The profile.</param>
/// <param name="Session">Its session.</param>
public sealed record SignInProfile(AwsProfile Profile, SignInSession Session)
{
    /// <summary>The sign-in, as the title of a confirmation.</summary>
    public string Action => Session is SsoSession ? "Sign in to IAM Identity Center" : "Sign in with aws login";

    /// <summary>The sign-out, as the title of a confirmation.</summary>
    public string LeavingAction => Session is SsoSession ? "Sign out of IAM Identity Center" : "Sign out of aws login";

    /// <summary>The settings of the profile.</summary>
    internal KeepaliveConfiguration Configuration { get; init; } = KeepaliveConfiguration.Default;

    /// <summary>Reads it out of the shared files.</summary>
    /// <param name="requested">The name that the caller gave, or null for the profile in use.</param>
    /// <param name="environment">The variables and the platform.</param>
    /// <param name="clock">The time.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="KeepaliveException">There is no such profile, or no person signs in to it.</exception>
    public static async Task<SignInProfile> ReadAsync(string? requested, SystemEnvironment environment, TimeProvider clock, CancellationToken cancellationToken)
    {
        KeepaliveConfiguration configuration = ConfigurationFile.Read(environment, clock);
        ProfileChoice choice = ProfileChoice.Make(requested, environment, configuration.Profile, configuration.Policy?.PinnedProfile);
        AwsProfile profile = await new ProfileReader(ProfileFileLocations.Find(environment), clock, configuration.For(choice.Name).ExpirationField)
            .ReadAsync(choice, cancellationToken).ConfigureAwait(false);
        AwsProfile end = RoleChain.BaseOf(profile); // The sign-in behind a role.
        return new SignInProfile(end, SignInSessions.Of(end) ?? SsoSession.Of(end) ?? throw KeepaliveErrors.NoSsoSession(profile.Name, CommandOf(environment, configuration.For(profile.Name), profile.Name)))
        {
            Configuration = configuration.For(profile.Name),
        };
    }

    /// <summary>The sign-in of a profile without an sso-session: its automatic login, or the command in its settings.</summary>
    private static string? CommandOf(SystemEnvironment environment, KeepaliveConfiguration settings, string profile) =>
        settings.Recipe is not null || settings.AutoLoginCommand is { Length: > 0 } ? WorkerPaths.OfProfile(environment, profile).Command
        : settings.LoginCommand is { } command ? $"'{command}'"
        : null;

    /// <summary>The options with the way of signing in that <c>loginFlow</c> names: a policy's in any case, a user's where no option decides.</summary>
    /// <param name="options">What the caller asked for.</param>
    /// <exception cref="KeepaliveException">ForbiddenByPolicy: another way was asked for, or is the profile's only one.</exception>
    public SignInOptions Decide(SignInOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (Configuration is { LoginFlow: LoginFlow.Browser, Policy: { } policy } && policy.ValueOf(ConfigurationSettings.LoginFlowName) is not null && (options.UseDeviceCode || options.Remote || Session is SsoSession { Name: null }))
        {
            string reason = options.UseDeviceCode || options.Remote ? string.Empty : ", but a profile that contains sso_start_url needs it";
            throw KeepaliveErrors.ForbiddenByPolicy($"a device code{reason}", "allows sign-in only with the browser", policy.Path, Profile.Name);
        }

        return Configuration.LoginFlow switch
        {
            LoginFlow.DeviceCode when options.Browser is null || Configuration.Policy?.ValueOf(ConfigurationSettings.LoginFlowName) is not null => options with { UseDeviceCode = true },
            LoginFlow.Browser => options with { PrefersBrowser = true },
            _ => options,
        };
    }
}
