using Keepalive.Aws.AccessKeys;
using Keepalive.Aws.Profiles;
using Keepalive.IdentityCenter;

namespace Keepalive.SignIn;

/// <summary>Gives the services that a sign-in talks to, with the endpoints and proxies of a profile.</summary>
internal interface ISignInConnector
{
    /// <summary>The service of a session.</summary>
    ISignInService Connect(AwsProfile profile, SsoSession session);

    /// <summary>The way to renew the token of the sign-in session silently; null if there is none.</summary>
    IIdentityCenter? ConnectForRefresh(AwsProfile profile, SsoSession session);
}

/// <summary>The connector of the product: the wire.</summary>
/// <param name="environment">The variables and the platform.</param>
/// <param name="clock">The machine's clock.</param>
internal sealed class SignInConnector(SystemEnvironment environment, TimeProvider clock) : ISignInConnector
{
    /// <inheritdoc/>
    public ISignInService Connect(AwsProfile profile, SsoSession session) => new SignInService(new ServiceCalls(environment, profile, session, AwsClock.Read(environment, clock)), clock);

    /// <inheritdoc/>
    public IIdentityCenter ConnectForRefresh(AwsProfile profile, SsoSession session) => new IdentityCenterClient(environment, profile, session, AwsClock.Read(environment, clock));
}
