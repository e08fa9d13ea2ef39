using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Keepalive.Sandbox.Services;

/// <summary>sso-oidc, the part before the tokens: RegisterClient and StartDeviceAuthorization.</summary>
internal sealed partial class OidcService(IdentityCenterState state, SandboxOptions options)
{
    private static readonly string[] s_grantTypes = [GrantTypes.AuthorizationCode, GrantTypes.RefreshToken, GrantTypes.DeviceCode];

    public SandboxReply RegisterClient(SandboxRequest request, Uri address)
    {
        Require(request, "clientName", "clientType");
        IReadOnlyList<string>? grantTypes = request.List("grantTypes");
        IReadOnlyList<string> redirectUris = request.List("redirectUris") ?? [];
        IReadOnlyList<string> scopes = request.List("scopes") ?? [];
        if (request["clientType"] != "public")
        {
            throw new ServiceErrorException("InvalidClientMetadataException", "Only the client type public is supported");
        }

        if (grantTypes?.FirstOrDefault(type => !s_grantTypes.Contains(type)) is { } unknown)
        {
            throw new ServiceErrorException("UnsupportedGrantTypeException", $"The grant type {unknown} is not supported");
        }

        if (redirectUris.Any(uri => !Uri.TryCreate(uri, UriKind.Absolute, out Uri? parsed) || !parsed.IsLoopback || parsed.Fragment.Length > 0)
            || (redirectUris.Count == 0 && grantTypes?.Contains(GrantTypes.AuthorizationCode) == true))
        {
            throw new ServiceErrorException("InvalidRedirectUriException", "A redirect URI on the loopback interface is needed");
        }

        if (scopes.Any(scope => !ScopeForm().IsMatch(scope)))
        {
            throw new ServiceErrorException("InvalidScopeException", "Invalid scope provided");
        }

        ClientRegistration client = state.Register(scopes, redirectUris, grantTypes);
        return SandboxReply.Json(new JsonObject
        {
            ["clientId"] = client.Id,
            ["clientSecret"] = client.Secret,
            ["clientIdIssuedAt"] = client.IssuedAt.ToUnixTimeSeconds(),
            ["clientSecretExpiresAt"] = client.ExpiresAt.ToUnixTimeSeconds(),
            ["authorizationEndpoint"] = new Uri(address, "authorize").ToString(),
            ["tokenEndpoint"] = new Uri(address, "token").ToString(),
        });
    }

    public SandboxReply StartDeviceAuthorization(SandboxRequest request, Uri address)
    {
        ClientRegistration client = Client(state, request);
        Require(request, "startUrl");
        if (!Uri.TryCreate(request["startUrl"], UriKind.Absolute, out Uri? startUrl) || startUrl.Scheme != Uri.UriSchemeHttps)
        {
            throw new ServiceErrorException("InvalidRequestException", "Invalid start URL provided");
        }

        if (!client.Allows(GrantTypes.DeviceCode))
        {
            throw new ServiceErrorException("UnauthorizedClientException", "The client is not registered for device codes");
        }

        DeviceGrant device = state.NewDevice(client);
        Uri page = options.VerificationUri ?? new Uri(address, "device");
        var answer = new JsonObject
        {
            ["deviceCode"] = device.DeviceCode,
            ["userCode"] = device.UserCode,
            ["verificationUri"] = page.ToString(),
            ["verificationUriComplete"] = $"{page}?user_code={device.UserCode}",
            ["expiresIn"] = (int)options.DeviceCodeLifetime.TotalSeconds,
        };
        if (options.DeviceInterval is { } interval)
        {
            answer["interval"] = (int)interval.TotalSeconds;
        }

        return SandboxReply.Json(answer);
    }

    /// <summary>The client that a request names and proves to be.</summary>
    public static ClientRegistration Client(IdentityCenterState state, SandboxRequest request)
    {
        Require(request, "clientId", "clientSecret");
        return state.FindClient(request["clientId"]) is { } client && Secrets.AreEqual(client.Secret, request["clientSecret"])
            ? client
            : throw new ServiceErrorException("InvalidClientException", "Invalid client provided");
    }

    public static void Require(SandboxRequest request, params ReadOnlySpan<string> parameters)
    {
        if (!request.IsWellFormed)
        {
            throw new ServiceErrorException("InvalidRequestException", "The body is not a JSON object of strings");
        }

        foreach (string parameter in parameters)
        {
            if (request[parameter] is null)
            {
                throw new ServiceErrorException("InvalidRequestException", $"{parameter} is missing");
            }
        }
    }

    [GeneratedRegex(@"^[\w-]+(:[\w-]+)+$|^openid$")]
    private static partial Regex ScopeForm();
}
