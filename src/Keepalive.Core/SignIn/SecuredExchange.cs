using Keepalive.IdentityCenter;
using Keepalive.Tokens;
using Keepalive.Workers;

namespace Keepalive.SignIn;

/// <summary>A service whose tokens are asked for only when their place is secured: a code is spent by the first call.</summary>
/// <param name="service">The service.</param>
/// <param name="prepare">Secures the place.</param>
internal sealed class SecuredExchange(ISignInService service, Func<TokenPlace> prepare) : ISignInService, IDisposable
{
    /// <summary>Where the token that was given will stand; null while there is none.</summary>
    public TokenPlace? Place { get; private set; }

    public Uri AuthorizationEndpoint => service.AuthorizationEndpoint;

    public Task<ClientRegistration> RegisterClientAsync(SsoSession session, SignInFlow flow, CancellationToken cancellationToken) =>
        service.RegisterClientAsync(session, flow, cancellationToken);

    public Task<DeviceAuthorization> StartDeviceAuthorizationAsync(SsoSession session, ClientRegistration registration, CancellationToken cancellationToken) =>
        service.StartDeviceAuthorizationAsync(session, registration, cancellationToken);

    public Task<SignInAnswer> CreateTokenWithCodeAsync(
        SsoSession session, ClientRegistration registration, AuthorizationCode code, CancellationToken cancellationToken) =>
        AskAsync(() => service.CreateTokenWithCodeAsync(session, registration, code, cancellationToken));

    public Task<SignInAnswer> CreateTokenWithDeviceCodeAsync(
        SsoSession session, ClientRegistration registration, string deviceCode, CancellationToken cancellationToken) =>
        AskAsync(() => service.CreateTokenWithDeviceCodeAsync(session, registration, deviceCode, cancellationToken));

    public Task LogoutAsync(SsoSession session, string accessToken, CancellationToken cancellationToken) =>
        service.LogoutAsync(session, accessToken, cancellationToken);

    public void Dispose() => Place?.Dispose();

    private async Task<SignInAnswer> AskAsync(Func<Task<SignInAnswer>> ask)
    {
        TokenPlace? place = prepare();
        try
        {
            SignInAnswer answer = await ask().ConfigureAwait(false);
            if (answer.Kind == SignInAnswerKind.Token)
            {
                (Place, place) = (place, null);
            }

            return answer;
        }
        finally
        {
            place?.Dispose();
        }
    }
}
