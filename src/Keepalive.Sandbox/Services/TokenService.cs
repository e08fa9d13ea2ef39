using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Keepalive.Sandbox.Services;

/// <summary>sso-oidc: CreateToken.</summary>
internal sealed partial class TokenService(IdentityCenterState state)
{
    public SandboxReply CreateToken(SandboxRequest request)
    {
        ClientRegistration client = OidcService.Client(state, request);
        OidcService.Require(request, "grantType");
        string grantType = request["grantType"]!;
        if (grantType is not (GrantTypes.AuthorizationCode or GrantTypes.RefreshToken or GrantTypes.DeviceCode))
        {
            throw new ServiceErrorException("UnsupportedGrantTypeException", "Unsupported grant type provided");
        }

        if (!client.Allows(grantType))
        {
            throw new ServiceErrorException("UnauthorizedClientException", $"The client is not registered for {grantType}");
        }

        TokenSet tokens = grantType switch
        {
            GrantTypes.AuthorizationCode => RedeemCode(client, request),
            GrantTypes.DeviceCode => state.RedeemDevice(client, Required(request, "deviceCode")),
            _ => state.Refresh(client, Required(request, "refreshToken")),
        };
        var answer = new JsonObject
        {
            ["accessToken"] = tokens.AccessToken,
            ["tokenType"] = "Bearer",
            ["expiresIn"] = tokens.ExpiresIn,
        };
        if (tokens.RefreshToken is not null)
        {
            answer["refreshToken"] = tokens.RefreshToken;
        }

        return SandboxReply.Json(answer);
    }

    private TokenSet RedeemCode(ClientRegistration client, SandboxRequest request)
    {
        string code = Required(request, "code");
        string redirectUri = Required(request, "redirectUri");
        string verifier = Required(request, "codeVerifier");
        return VerifierForm().IsMatch(verifier)
            ? state.RedeemCode(client, code, redirectUri, verifier)
            : throw new ServiceErrorException("InvalidRequestException", "Invalid code verifier provided");
    }

    private static string Required(SandboxRequest request, string parameter)
    {
        OidcService.Require(request, parameter);
        return request[parameter]!;
    }

    /// <summary>RFC 7636, 4.1.</summary>
    [GeneratedRegex(@"^[A-Za-z0-9._~-]{43,128}$")]
    private static partial Regex VerifierForm();
}
