using System.Net;
using Keepalive.Aws.Network;
using Keepalive.IdentityCenter;

namespace Keepalive.SignIn;

/// <summary>
/// Judges an address that came from a server before a browser or a person sees it: https at the service itself, at the start
/// URL or at a host that is AWS's own. Plain http only between loopback addresses (a rehearsal in the Sandbox).
/// </summary>
internal static class TrustedPage
{
    /// <summary>The domains of AWS access portals, in every partition; botocore knows the same.</summary>
    private static readonly string[] PortalDomains =
    [
        ".app.aws", ".awsapps.com", ".awsapps.cn", ".portal.amazonaws.com", ".portal.amazonaws.com.cn", ".portal.amazonaws.eu",
        ".app.amazonwebservices.com.cn", ".api.amazonwebservices.eu",
    ];

    /// <summary>Where services live. Customers have names below these too, so the whole first part has to fit as well.</summary>
    private static readonly string[] ServiceDomains = ["amazonaws.com", "amazonaws.com.cn", "amazonaws.eu", "api.aws", "api.amazonwebservices.com.cn"];

    /// <exception cref="KeepaliveException">SignInPageUntrusted.</exception>
    public static Uri Require(Uri page, SsoSession session, ISignInService service) =>
        Is(page, session, service.AuthorizationEndpoint) ? page : throw KeepaliveErrors.SignInPageUntrusted(session.DisplayName, Describe(page));

    private static bool Is(Uri page, SsoSession session, Uri endpoint)
    {
        if (!page.IsAbsoluteUri || page.UserInfo.Length > 0)
        {
            return false;
        }

        if (IsLoopback(endpoint))
        {
            return IsLoopback(page) && (page.Scheme == Uri.UriSchemeHttp || page.Scheme == Uri.UriSchemeHttps);
        }

        return page.Scheme == Uri.UriSchemeHttps
            && (EnumTwin(page.IdnHost, endpoint.IdnHost)
                || (WebUrl.Read(session.StartUrl) is { } start && EnumTwin(page.IdnHost, start.IdnHost))
                || PortalDomains.Any(domain => page.IdnHost.EndsWith(domain, StringComparison.OrdinalIgnoreCase))
                || ServiceDomains.Any(domain => EnumTwin(page.IdnHost, $"device.sso.{session.Region}.{domain}") || EnumTwin(page.IdnHost, $"oidc.{session.Region}.{domain}")));
    }

    /// <summary>An address in digits, or localhost: a name could lead anywhere.</summary>
    public static bool IsLoopback(Uri uri) =>
        uri.Host == "localhost" || (IPAddress.TryParse(uri.DnsSafeHost, out IPAddress? address) && IPAddress.IsLoopback(address));

    private static bool EnumTwin(string host, string other) => string.Equals(host, other, StringComparison.OrdinalIgnoreCase);

    private static string Describe(Uri page) => page.IsAbsoluteUri ? page.GetLeftPart(UriPartial.Authority).Split('@')[^1] : "an incomplete address";
}
