using Keepalive.IdentityCenter;
using Keepalive.Workers;

namespace Keepalive.SignIn;

/// <summary>
/// IAM Identity Center as a sign-in needs it. One implementation speaks the wire; tests have others. What fails for another
/// reason than those listed here (no network, a proxy, a permanent error) is a <see cref="KeepaliveException"/>.
/// </summary>
internal interface ISignInService
{
    /// <summary><c>{oidc base}/authorize</c>, for a registration that names no endpoint of its own. Its host is the one to trust.</summary>
    Uri AuthorizationEndpoint { get; }

    /// <summary>
    /// RegisterClient. For <see cref="SignInFlow.AuthorizationCode"/> with the grant types authorization_code and refresh_token,
    /// the redirect URI <c>http://127.0.0.1/oauth/callback</c> (no port) and the start URL as issuer; else without these.
    /// </summary>
    Task<ClientRegistration> RegisterClientAsync(SsoSession session, SignInFlow flow, CancellationToken cancellationToken);

    /// <summary>StartDeviceAuthorization.</summary>
    /// <exception cref="KeepaliveException">ClientRegistrationInvalid: InvalidClientException, UnauthorizedClientException.</exception>
    Task<DeviceAuthorization> StartDeviceAuthorizationAsync(SsoSession session, ClientRegistration registration, CancellationToken cancellationToken);

    /// <summary>
    /// CreateToken with an authorization code, once. <see cref="SignInAnswerKind.Expired"/> for InvalidGrantException and
    /// ExpiredTokenException: the code was used before, is too old, or is not for this verifier.
    /// </summary>
    /// <exception cref="KeepaliveException">ClientRegistrationInvalid.</exception>
    Task<SignInAnswer> CreateTokenWithCodeAsync(SsoSession session, ClientRegistration registration, AuthorizationCode code, CancellationToken cancellationToken);

    /// <summary>CreateToken with a device code, once: the caller polls.</summary>
    /// <exception cref="KeepaliveException">ClientRegistrationInvalid.</exception>
    Task<SignInAnswer> CreateTokenWithDeviceCodeAsync(SsoSession session, ClientRegistration registration, string deviceCode, CancellationToken cancellationToken);

    /// <summary>Logout at the portal: the access token is not valid afterwards. A token that is already unknown is not an error.</summary>
    Task LogoutAsync(SsoSession session, string accessToken, CancellationToken cancellationToken);
}

/// <summary>The answer of StartDeviceAuthorization.</summary>
/// <param name="DeviceCode">Ours to poll with. A secret.</param>
/// <param name="UserCode">The person's to compare.</param>
/// <param name="VerificationUri">Where the person types it.</param>
/// <param name="VerificationUriComplete">Where it is typed already; null when the service gives none.</param>
/// <param name="Lifetime">From now on.</param>
/// <param name="Interval">Between two polls; 5 s where the service names none.</param>
internal sealed record DeviceAuthorization(string DeviceCode, string UserCode, Uri VerificationUri, Uri? VerificationUriComplete, TimeSpan Lifetime, TimeSpan Interval)
{
    /// <summary>The person's half, never the device code.</summary>
    public override string ToString() => $"{UserCode} at {VerificationUri}";
}

/// <summary>The answer from the browser, with the proof that it belongs to this sign-in.</summary>
/// <param name="Code">The authorization code. A secret.</param>
/// <param name="RedirectUri">With its port, as in the authorize request.</param>
/// <param name="Verifier">The PKCE code verifier. A secret.</param>
internal sealed record AuthorizationCode(string Code, Uri RedirectUri, string Verifier)
{
    /// <summary>The address, never the code.</summary>
    public override string ToString() => RedirectUri.ToString();
}
