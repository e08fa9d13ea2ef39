using System.Globalization;
using System.Xml.Linq;
using Keepalive.Sandbox.Services;

namespace Keepalive.Sandbox.IdentityTool;

/// <summary>A role's keys, as STS gives them for an identity provider's word.</summary>
internal sealed record SamlKeys(string AccessKeyId, string SecretAccessKey, string SessionToken, DateTimeOffset Expiration)
{
    private const string User = "me@acme.example";
    private const string Provider = "arn:aws:iam::111122223333:saml-provider/Acme";

    /// <summary>Asks the service that <c>AWS_ENDPOINT_URL</c> names.</summary>
    public static async Task<SamlKeys> GetAsync(string roleArn)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { Timeout = TimeSpan.FromSeconds(10) };
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["Action"] = "AssumeRoleWithSAML",
            ["Version"] = "2011-06-15",
            ["RoleArn"] = roleArn,
            ["PrincipalArn"] = Provider,
            ["SAMLAssertion"] = IdentityTokens.Saml(User, DateTimeOffset.UtcNow.AddMinutes(5)),
        });
        using HttpResponseMessage answer = await http.PostAsync(new Uri(Environment.GetEnvironmentVariable("AWS_ENDPOINT_URL")!), form);
        XElement credentials = XDocument.Parse(await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync())
            .Descendants().First(element => element.Name.LocalName == "Credentials");
        string Text(string name) => credentials.Elements().First(element => element.Name.LocalName == name).Value;
        return new SamlKeys(
            Text(nameof(AccessKeyId)), Text(nameof(SecretAccessKey)), Text(nameof(SessionToken)),
            DateTimeOffset.Parse(Text(nameof(Expiration)), CultureInfo.InvariantCulture));
    }
}
