using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Keepalive.Platform.Json;
using Keepalive.Tokens;

namespace Keepalive.IdentityCenter;

/// <summary>
/// An access token of IAM Identity Center with the data for its renewal, as in <c>~/.aws/sso/cache</c>. Reads
/// every dialect of the AWS tools and keeps unknown keys.
/// </summary>
public sealed class SsoToken : IRenewableToken
{
    /// <summary>The values that are sent in requests.</summary>
    private static readonly string[] s_sent = ["accessToken", "refreshToken", "clientId", "clientSecret"];

    private static readonly string[] s_members = ["startUrl", "region", "accessToken", "expiresAt", "clientId", "clientSecret", "registrationExpiresAt", "refreshToken"];

    private readonly JsonObject _content;

    private SsoToken(JsonObject content, string accessToken, DateTimeOffset expires)
    {
        _content = content;
        AccessToken = accessToken;
        Expires = expires;
    }

    /// <summary>The bearer token. A secret.</summary>
    public string AccessToken { get; }

    /// <summary>Its end, UTC.</summary>
    public DateTimeOffset Expires { get; }

    /// <summary>The refresh token, or null where the session has none. A secret.</summary>
    public string? RefreshToken => _content.Text("refreshToken");

    /// <summary>The client registration the token was issued to.</summary>
    public string? ClientId => _content.Text("clientId");

    /// <summary>The registration's secret.</summary>
    public string? ClientSecret => _content.Text("clientSecret");

    /// <summary>The registration's end, UTC; null when unknown.</summary>
    public DateTimeOffset? RegistrationExpires => _content.Time("registrationExpiresAt");

    /// <summary>A refresh token and a registration that has not ended.</summary>
    /// <param name="now">The present, UTC.</param>
    public bool CanBeRefreshed(DateTimeOffset now) =>
        RefreshToken is not null && ClientId is not null && ClientSecret is not null && !(RegistrationExpires <= now);

    /// <summary>A token as a sign-in gives it.</summary>
    internal static SsoToken Create(SsoSession session, string accessToken, DateTimeOffset expires, string? refreshToken, ClientRegistration registration)
    {
        var content = new JsonObject
        {
            ["startUrl"] = session.StartUrl,
            ["region"] = session.Region,
            ["accessToken"] = accessToken,
            ["expiresAt"] = Timestamp.Format(expires),
            ["clientId"] = registration.ClientId,
            ["clientSecret"] = registration.ClientSecret,
            ["registrationExpiresAt"] = Timestamp.Format(registration.Expires),
        };
        if (refreshToken is not null)
        {
            content["refreshToken"] = refreshToken;
        }

        return new SsoToken(content, accessToken, expires);
    }

    /// <summary>The same session with a new access token; the old refresh token stays where the service gave no new one.</summary>
    internal SsoToken Renewed(string accessToken, DateTimeOffset expires, string? refreshToken)
    {
        var content = (JsonObject)_content.DeepClone();
        content["accessToken"] = accessToken;
        content["expiresAt"] = Timestamp.Format(expires);
        if (refreshToken is not null)
        {
            content["refreshToken"] = refreshToken;
        }

        MakeFit(content);
        return new SsoToken(content, accessToken, expires);
    }

    /// <summary>A file that its readers would not take loses the largest of what no tool of AWS writes: better than the only refresh token.</summary>
    private static void MakeFit(JsonObject content)
    {
        while (Encoding.UTF8.GetByteCount(content.ToJsonString()) > TokenFileContent.MaximumLength
            && content.Where(static member => !s_members.Contains(member.Key)).MaxBy(static member => member.Value?.ToJsonString().Length ?? 0) is { Key: { } largest })
        {
            content.Remove(largest);
        }
    }

    /// <summary>Reads a file's content; null if it is not a complete token (another tool may be writing it).</summary>
    internal static SsoToken? Parse(ReadOnlySpan<byte> content) => JsonContent.Read(content) is { } json ? Of(json) : null;

    /// <summary>The token that an object holds; null when it holds none.</summary>
    internal static SsoToken? Of(JsonObject json) =>
        json.Text("accessToken") is { } accessToken && json.Time("expiresAt") is { } expires
        && s_sent.All(name => json.Text(name) is not { } sent || WireText.IsToken(sent) || sent.Length == 0)
            ? new SsoToken(json, accessToken, expires)
            : null;

    /// <summary>The value with a character that can't be sent, with its line; null if there is none.</summary>
    internal static string? FindFault(ReadOnlySpan<byte> content)
    {
        try
        {
            var json = new Utf8JsonReader(content.StartsWith("\uFEFF"u8) ? content[3..] : content);
            string? name = null;
            while (json.Read())
            {
                if (json.TokenType == JsonTokenType.PropertyName)
                {
                    name = json.CurrentDepth == 1 ? json.GetString() : null;
                }
                else if (json.TokenType == JsonTokenType.String && name is not null && Array.IndexOf(s_sent, name) >= 0
                    && json.GetString() is { Length: > 0 } text && WireText.FindForeign(text) is >= 0 and var at)
                {
                    int line = 1 + content[..(int)json.TokenStartIndex].Count((byte)'\n');
                    return string.Create(CultureInfo.InvariantCulture, $"{name}, line {line}, contains a character that can't be sent (U+{(int)text[at]:X4}, place {at + 1})");
                }
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Cut short, or no text: not what is looked for.
        }

        return null;
    }

    /// <summary>One line, as botocore and the aws CLI write it.</summary>
    internal byte[] ToUtf8() => Encoding.UTF8.GetBytes(_content.ToJsonString());

    string IRenewableToken.Identity => AccessToken;

    byte[] IRenewableToken.ToUtf8() => ToUtf8();

    /// <summary>The end, never the token.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"until {Timestamp.Format(Expires)}");
}
