using Keepalive.Platform.Time;

namespace Keepalive.ConsoleLogin;

/// <summary>The sign-in service behind <c>aws login</c>. One implementation speaks the wire; tests have others.</summary>
internal interface IConsoleSignIn
{
    /// <summary>The address of the service in a region, with the endpoint settings of the profile.</summary>
    /// <exception cref="KeepaliveException">EndpointInvalid.</exception>
    Uri Endpoint(string region);

    /// <summary>CreateOAuth2Token with a refresh token. Not cancelled, and not replayed when its answer is lost.</summary>
    /// <exception cref="KeepaliveException">SignInRequired: refused for good; SignInRegionWrong; else the reason of the failure.</exception>
    /// <exception cref="Tokens.UnfinishedRenewalException">The answer has the next refresh token and no credential.</exception>
    Task<LoginAnswer> RefreshAsync(LoginToken token, LoginSession session, string region, Deadline deadline);

    /// <summary>CreateOAuth2Token with an authorization code, once.</summary>
    /// <exception cref="KeepaliveException">SignInCodeExpired, SignInCodeRefused, ConsoleLoginNotAllowed; else the reason of the failure.</exception>
    Task<LoginAnswer> ExchangeCodeAsync(LoginCode code, LoginSession session, string region, Deadline deadline);
}

/// <summary>The answer of CreateOAuth2Token.</summary>
/// <param name="AccessKeyId">The access key id.</param>
/// <param name="SecretAccessKey">A secret.</param>
/// <param name="SessionToken">A secret.</param>
/// <param name="Lifetime">From now on.</param>
/// <param name="RefreshToken">The next refresh token; null keeps the old one. A secret.</param>
/// <param name="IdToken">Who has signed in; a refresh gives none.</param>
internal sealed record LoginAnswer(string AccessKeyId, string SecretAccessKey, string SessionToken, TimeSpan Lifetime, string? RefreshToken, string? IdToken)
{
    /// <summary>The lifetime, never a key.</summary>
    public override string ToString() => $"for {Lifetime}";
}

/// <summary>An authorization code with the proof that it belongs to this sign-in.</summary>
/// <param name="Code">The code. A secret.</param>
/// <param name="ClientId">The client that asked for it.</param>
/// <param name="RedirectUri">As in the authorize request.</param>
/// <param name="Verifier">The PKCE code verifier. A secret.</param>
/// <param name="DpopKey">The private key of the session, as PEM. A secret.</param>
internal sealed record LoginCode(string Code, string ClientId, Uri RedirectUri, string Verifier, string DpopKey)
{
    /// <summary>The client, never the code.</summary>
    public override string ToString() => ClientId;
}
