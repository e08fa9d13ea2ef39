using System.Text.Json.Nodes;
using Keepalive.Platform.Json;

namespace Keepalive.ConsoleLogin;

/// <summary>
/// The identity that has signed in, from the id token. The token came from the service itself over TLS, so its signature is not needed to compare a name
/// (OpenID Connect Core 1.0, 3.1.3.7).
/// </summary>
internal static class LoginIdentity
{
    private const int Longest = 300;

    /// <summary>Refuses another identity than the profile's: all tools would use its credential as that of the named identity.</summary>
    /// <exception cref="KeepaliveException">SignInOtherIdentity.</exception>
    public static void Require(LoginSession session, string? idToken)
    {
        if (Claims(idToken) is not { } claims)
        {
            return;
        }

        string?[] names = [claims.Text("sub"), claims.Text("session_arn")];
        if (names.OfType<string>().FirstOrDefault() is { } other && !names.Contains(session.Arn))
        {
            throw KeepaliveErrors.SignInOtherIdentity(session.DisplayName, other.Length <= Longest && WireText.IsToken(other) ? other : "another identity");
        }
    }

    private static JsonObject? Claims(string? idToken) =>
        idToken?.Split('.') is [_, var payload, _] && Base64Url.Decode(payload) is { } json ? JsonContent.Read(json) : null;
}
