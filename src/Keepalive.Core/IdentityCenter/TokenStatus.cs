using Keepalive.Aws.Profiles;
using Keepalive.Platform.Files;

namespace Keepalive.IdentityCenter;

/// <summary>How long a profile's access token lasts and whether it can be renewed silently, by looking at its file alone.</summary>
/// <param name="Left">The remaining time by this machine's clock; negative after the expiry.</param>
/// <param name="CanBeRefreshed">It has a refresh token that the service has not rejected.</param>
internal sealed record TokenStatus(TimeSpan Left, bool CanBeRefreshed)
{
    /// <summary>A token that ends within this time is as good as ended.</summary>
    public static readonly TimeSpan LastUsable = TimeSpan.FromMinutes(1);

    /// <summary>It gets role credentials without a person.</summary>
    public bool Serves => CanBeRefreshed || Left > LastUsable;

    /// <summary>Reads the state; null if there is no token.</summary>
    /// <param name="environment">The variables and the platform.</param>
    /// <param name="profile">The profile.</param>
    /// <param name="machine">The machine's clock.</param>
    /// <exception cref="KeepaliveException">The file can't be used, or is being written at this moment.</exception>
    public static TokenStatus? Read(SystemEnvironment environment, AwsProfile profile, TimeProvider machine)
    {
        if (!SsoSession.Serves(profile) || SsoSession.Of(profile) is not { } session)
        {
            return null;
        }

        var cache = new TokenCache(environment, session, machine);
        if (Settled.Now(stop => cache.ReadAsync(stop), cache.Path) is not { } token)
        {
            return null;
        }

        return Of(environment, session, token, machine.GetUtcNow());
    }

    /// <summary>The same of a token that was read.</summary>
    public static TokenStatus Of(SystemEnvironment environment, SsoSession session, SsoToken token, DateTimeOffset now) =>
        new(token.Expires - now, token.CanBeRefreshed(now) && !RefusedToken.Is(new SsoSessionState(environment, session), token));
}
