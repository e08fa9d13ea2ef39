using Keepalive.Aws.Profiles;
using Keepalive.ConsoleLogin;
using Keepalive.IdentityCenter;
using Keepalive.Platform.Files;
using Keepalive.Tokens;

namespace Keepalive.SignIn;

/// <summary>The sign-in sessions of all kinds: what a profile signs in to, and how long that lasts.</summary>
internal static class SignInSessions
{
    /// <summary>The session that gives the profile its credential; null if it needs none.</summary>
    /// <param name="profile">The profile.</param>
    /// <exception cref="KeepaliveException">SsoConfigurationInvalid.</exception>
    public static SignInSession? Of(AwsProfile profile) => SsoSession.Serves(profile) ? SsoSession.Of(profile) : LoginSession.Of(profile);

    /// <summary>The same of a profile at the end of a chain of roles; null also where its settings are invalid.</summary>
    /// <param name="profile">The profile in use.</param>
    public static SignInSession? Behind(AwsProfile profile)
    {
        try
        {
            AwsProfile end = RoleChain.BaseOf(profile);
            return Of(end) ?? SsoSession.Of(end);
        }
        catch (KeepaliveException)
        {
            return null;
        }
    }

    /// <summary>The state of the session's token; null if there is none.</summary>
    /// <param name="environment">The variables and the platform.</param>
    /// <param name="profile">The profile.</param>
    /// <param name="machine">The machine's clock.</param>
    /// <exception cref="KeepaliveException">The file can't be used, or is being written at this moment.</exception>
    public static TokenStatus? StatusOf(SystemEnvironment environment, AwsProfile profile, TimeProvider machine) => Of(profile) switch
    {
        SsoSession session => StatusOf(new SsoTokenKind(environment, session), machine),
        LoginSession session => StatusOf(new LoginTokenKind(environment, session), machine),
        _ => null,
    };

    private static TokenStatus? StatusOf<TToken>(TokenKind<TToken> kind, TimeProvider machine)
        where TToken : class, IRenewableToken
    {
        var file = new TokenFile<TToken>(kind, machine);
        return Settled.Now(stop => file.ReadAsync(stop), file.Path) is { } token ? TokenStatus.Of(kind.State, token, machine.GetUtcNow()) : null;
    }
}
