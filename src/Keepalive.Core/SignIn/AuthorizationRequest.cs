using Keepalive.IdentityCenter;

namespace Keepalive.SignIn;

/// <summary>The address that a browser opens to sign in. The service does not model it; this is what the aws CLI sends.</summary>
/// <remarks>
/// https://github.com/boto/botocore/blob/develop/botocore/utils.py, <c>SSOTokenFetcherAuth</c>: the parameter is
/// <c>scopes</c>, in the plural, not the <c>scope</c> of RFC 6749.
/// </remarks>
internal static class AuthorizationRequest
{
    public static Uri Create(Uri endpoint, ClientRegistration registration, Uri redirectUri, string state, IEnumerable<string> scopes, PkcePair pkce)
    {
        (string Name, string Value)[] parameters =
        [
            ("response_type", "code"),
            ("client_id", registration.ClientId),
            ("redirect_uri", redirectUri.AbsoluteUri),
            ("state", state),
            ("code_challenge_method", "S256"),
            ("scopes", string.Join(' ', scopes)),
            ("code_challenge", pkce.Challenge),
        ];
        return new UriBuilder(endpoint)
        {
            Query = string.Join('&', parameters.Select(parameter => $"{parameter.Name}={Uri.EscapeDataString(parameter.Value)}")),
        }.Uri;
    }
}
