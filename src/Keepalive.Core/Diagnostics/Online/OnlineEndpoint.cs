using System.Text;
using Keepalive.Aws.Network;

namespace Keepalive.Diagnostics.Online;

/// <summary>A host that a session depends on, and a question that it answers without knowing who asks.</summary>
/// <param name="Service">Its short name.</param>
/// <param name="Url">Where to ask; null when a setting makes no sense.</param>
/// <param name="ConfiguredBy">The setting that names it; null for AWS's own host.</param>
/// <param name="Fault">What is wrong with that setting.</param>
internal sealed record OnlineEndpoint(string Service, Uri? Url, string? ConfiguredBy, KeepaliveException? Fault)
{
    public const string StartUrl = "start-url";

    public const string SignIn = "signin";

    /// <summary>A web page is its rightful answer.</summary>
    public bool IsPage => Service == StartUrl;

    /// <summary>A gateway in place of Bedrock may answer as it likes.</summary>
    public bool IsGateway => Service == "bedrock-runtime" && ConfiguredBy is not null;

    /// <summary>Unsigned and without a token. The paths are those of real operations: a proxy may let only such through.</summary>
    public HttpRequestMessage Ask()
    {
        var request = new HttpRequestMessage(HttpMethod.Get, Service switch
        {
            "portal" => Below("assignment/accounts"),
            "sts" => Below("?Action=GetCallerIdentity&Version=2011-06-15"),
            "oidc" => Below("token"),
            SignIn => Below("v1/token"),
            _ => Url!,
        });
        if (Service is "oidc" or SignIn)
        {
            request.Method = HttpMethod.Post;
            request.Content = new StringContent("{}", Encoding.UTF8, "application/json");
        }

        request.Options.Set(Middlebox.PageExpected, IsPage || IsGateway);
        return request;
    }

    private Uri Below(string path) => new(Url!.AbsoluteUri.TrimEnd('/') + "/" + path);
}
