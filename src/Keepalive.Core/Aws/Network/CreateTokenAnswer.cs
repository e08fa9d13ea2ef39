using System.Text;
using System.Text.Json.Nodes;
using Keepalive.Platform.Json;

namespace Keepalive.Aws.Network;

/// <summary>
/// An answer of CreateToken with what is needed of it, each in the form of the service model. The SDK refuses a whole answer for a lifetime of
/// <c>3600.0</c>, and with it the only refresh token that works; and an answer is stored, so no part of it may be larger than the readers take.
/// </summary>
internal static class CreateTokenAnswer
{
    private static readonly string[] s_texts = ["accessToken", "refreshToken", "idToken", "tokenType"];

    /// <summary>The body for the SDK; the same bytes where it is no such answer.</summary>
    public static byte[] Normalize(Uri url, HttpResponseMessage answer, byte[] body)
    {
        // The sign-in service of aws login has a path of this kind too; its access token is an object, and it is read elsewhere.
        if (!answer.IsSuccessStatusCode || !url.AbsolutePath.EndsWith("/token", StringComparison.Ordinal)
            || JsonContent.Read(body) is not { } json || json["accessToken"] is JsonObject)
        {
            return body;
        }

        var needed = new JsonObject();
        foreach (string name in s_texts)
        {
            if (json.Text(name) is { } text && text.Length <= WireText.LongestToken)
            {
                needed[name] = text;
            }
        }

        if (json.Seconds("expiresIn") is { } life)
        {
            needed["expiresIn"] = (int)life.TotalSeconds;
        }

        return Encoding.UTF8.GetBytes(needed.ToJsonString());
    }
}
