namespace Keepalive.Sandbox.Services;

/// <summary>A registered public client.</summary>
internal sealed record ClientRegistration(
    string Id,
    string Secret,
    DateTimeOffset IssuedAt,
    IReadOnlyList<string> Scopes,
    IReadOnlyList<string> RedirectUris,
    IReadOnlyList<string>? GrantTypes)
{
    public DateTimeOffset ExpiresAt { get; set; }

    /// <summary>A registration without grant types is one for device codes.</summary>
    public bool Allows(string grantType) => GrantTypes is null ? grantType != Services.GrantTypes.AuthorizationCode : GrantTypes.Contains(grantType);

    /// <summary>Without a scope the service gives the old, unrefreshable kind of token.</summary>
    public bool GetsRefreshToken => Scopes.Count > 0 && Allows(Services.GrantTypes.RefreshToken);

    /// <summary>A loopback address registered without a port allows every port (RFC 8252, 7.3).</summary>
    public bool MayRedirectTo(string redirectUri) => RedirectUris.Any(registered => registered == redirectUri
        || (Uri.TryCreate(registered, UriKind.Absolute, out Uri? left) && Uri.TryCreate(redirectUri, UriKind.Absolute, out Uri? right)
            && left.IsLoopback && left.IsDefaultPort && left.Scheme == right.Scheme && left.Host == right.Host
            && left.PathAndQuery == right.PathAndQuery && right.Fragment.Length == 0));
}

/// <summary>The wire names of the grant types.</summary>
internal static class GrantTypes
{
    public const string AuthorizationCode = "authorization_code";
    public const string RefreshToken = "refresh_token";
    public const string DeviceCode = "urn:ietf:params:oauth:grant-type:device_code";
}

/// <summary>The approval of a person; all its tokens end with it.</summary>
internal sealed class SignInSession
{
    public bool HasEnded { get; set; }
}

internal sealed record AuthorizationGrant(string ClientId, string RedirectUri, string CodeChallenge, DateTimeOffset ExpiresAt);

internal sealed record DeviceGrant(string ClientId, string DeviceCode, string UserCode, DateTimeOffset ExpiresAt)
{
    /// <summary>Null while the person has not decided.</summary>
    public bool? Approved { get; set; }

    public bool IsSpent { get; set; }

    public DateTimeOffset? LastPoll { get; set; }

    public TimeSpan Interval { get; set; }
}

internal sealed record AccessToken(SignInSession Session, DateTimeOffset ExpiresAt);

internal sealed record RefreshToken(string ClientId, SignInSession Session, DateTimeOffset ExpiresAt);

/// <summary>The answer of CreateToken.</summary>
internal sealed record TokenSet(string AccessToken, string? RefreshToken, DateTimeOffset ExpiresAt, int ExpiresIn);

/// <summary>A sign-in that has already happened, with all that a token file holds.</summary>
/// <param name="AccessToken">The access token.</param>
/// <param name="RefreshToken">The refresh token.</param>
/// <param name="ExpiresAt">The end of the access token, UTC.</param>
/// <param name="ClientId">The client it was given to.</param>
/// <param name="ClientSecret">That client's secret.</param>
/// <param name="RegistrationExpiresAt">The end of the client's registration, UTC.</param>
public sealed record FinishedSignIn(
    string AccessToken,
    string RefreshToken,
    DateTimeOffset ExpiresAt,
    string ClientId,
    string ClientSecret,
    DateTimeOffset RegistrationExpiresAt);
