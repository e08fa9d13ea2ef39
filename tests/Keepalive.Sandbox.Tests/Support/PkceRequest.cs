using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Web;

namespace Keepalive.Sandbox.Tests.Support;

/// <summary>What a client keeps of an authorization request.</summary>
public sealed record PkceRequest(Uri Url, string Verifier, string State, string RedirectUri)
{
    /// <summary>Written as AWS CLI 2.36.7 writes it.</summary>
    public static PkceRequest Make(Uri server, Client client, string redirectUri, params (string Name, string Value)[] instead)
    {
        string verifier = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(48));
        string state = Guid.NewGuid().ToString();
        var query = new Dictionary<string, string>
        {
            ["response_type"] = "code",
            ["client_id"] = client.Id,
            ["redirect_uri"] = redirectUri,
            ["state"] = state,
            ["code_challenge_method"] = "S256",
            ["scopes"] = "sso:account:access",
            ["code_challenge"] = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier))),
        };
        foreach ((string name, string value) in instead)
        {
            query[name] = value;
        }

        return new PkceRequest(
            new Uri(server, "authorize?" + string.Join('&', query.Select(pair => $"{pair.Key}={Uri.EscapeDataString(pair.Value)}"))), verifier, state, redirectUri);
    }

    public static string? Parameter(Uri url, string name) => HttpUtility.ParseQueryString(url.Query)[name];
}
