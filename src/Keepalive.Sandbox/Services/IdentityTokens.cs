using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml;
using System.Xml.Linq;

namespace Keepalive.Sandbox.Services;

internal sealed record WebIdentity(string Subject, string Audience, string Issuer);

internal sealed record SamlSubject(string SessionName, string Issuer);

/// <summary>The tokens of an outside identity provider that STS accepts. Their signatures are not checked here.</summary>
public static class IdentityTokens
{
    private const string Issuer = "https://idp.example.com";
    private static readonly XNamespace s_assertion = "urn:oasis:names:tc:SAML:2.0:assertion";
    private static readonly XNamespace s_protocol = "urn:oasis:names:tc:SAML:2.0:protocol";

    /// <summary>Makes a web identity token.</summary>
    /// <param name="subject">Who it speaks of.</param>
    /// <param name="expires">Its end.</param>
    public static string WebIdentity(string subject, DateTimeOffset expires)
    {
        var claims = new JsonObject { ["iss"] = Issuer, ["aud"] = "sts.amazonaws.com", ["sub"] = subject, ["exp"] = expires.ToUnixTimeSeconds() };
        return $"{Encode("""{"alg":"RS256","typ":"JWT"}""")}.{Encode(claims.ToJsonString())}.{Encode("not a signature")}";
    }

    /// <summary>Makes a SAML response as an identity provider posts it, in base64.</summary>
    /// <param name="sessionName">The <c>RoleSessionName</c> attribute.</param>
    /// <param name="expires">Its end.</param>
    /// <param name="roles">ARNs of the roles that may be assumed with it, each by the provider <c>sandbox</c> of its account.</param>
    public static string Saml(string sessionName, DateTimeOffset expires, params IEnumerable<string> roles)
    {
        var document = new XElement(
            s_protocol + "Response",
            new XAttribute("Destination", "https://signin.aws.amazon.com/saml"),
            new XElement(
                s_assertion + "Assertion",
                new XElement(s_assertion + "Issuer", Issuer),
                new XElement(s_assertion + "Subject", new XElement(s_assertion + "NameID", sessionName)),
                new XElement(s_assertion + "Conditions", new XAttribute("NotOnOrAfter", expires.UtcDateTime.ToString("O", CultureInfo.InvariantCulture))),
                new XElement(
                    s_assertion + "AttributeStatement",
                    new XElement(
                        s_assertion + "Attribute",
                        new XAttribute("Name", "https://aws.amazon.com/SAML/Attributes/Role"),
                        roles.Select(role => new XElement(s_assertion + "AttributeValue", $"{role},arn:aws:iam::{role.Split(':')[4]}:saml-provider/sandbox"))))));
        return Convert.ToBase64String(Encoding.UTF8.GetBytes(document.ToString()));
    }

    internal static WebIdentity ReadWebIdentity(string token, DateTimeOffset now)
    {
        WebIdentity identity;
        DateTimeOffset end;
        try
        {
            string[] parts = token.Split('.');
            JsonObject claims = parts.Length == 3 && JsonNode.Parse(Base64Url.DecodeFromChars(parts[1])) is JsonObject read ? read : throw new FormatException();
            string Claim(string name) => (string?)claims[name] ?? throw new FormatException();
            identity = new WebIdentity(Claim("sub"), Claim("aud"), Claim("iss"));
            end = DateTimeOffset.FromUnixTimeSeconds((long?)claims["exp"] ?? throw new FormatException());
        }
        catch (Exception exception) when (exception is FormatException or JsonException or InvalidOperationException or ArgumentException)
        {
            throw new ServiceErrorException("InvalidIdentityToken", "The ID Token provided is not a valid JWT.");
        }

        return end > now
            ? identity
            : throw new ServiceErrorException("ExpiredTokenException", "Token expired: current date/time must be before the expiration date/time");
    }

    internal static SamlSubject ReadSaml(string assertion, DateTimeOffset now)
    {
        SamlSubject subject;
        DateTimeOffset end;
        try
        {
            var document = XElement.Parse(Encoding.UTF8.GetString(Convert.FromBase64String(assertion)));
            XElement Part(string name) => document.Descendants(s_assertion + name).First();
            subject = new SamlSubject(Part("NameID").Value, Part("Issuer").Value);
            end = DateTimeOffset.Parse(Part("Conditions").Attribute("NotOnOrAfter")?.Value ?? "", CultureInfo.InvariantCulture);
        }
        catch (Exception exception) when (exception is FormatException or XmlException or InvalidOperationException)
        {
            throw new ServiceErrorException("InvalidIdentityToken", "Invalid base64 SAMLResponse");
        }

        return end > now
            ? subject
            : throw new ServiceErrorException("ExpiredTokenException", "Token must be redeemed within 5 minutes of issuance");
    }

    private static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));
}
