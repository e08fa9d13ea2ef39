namespace Keepalive.Network;

/// <summary>
/// Checks a URL that came from a server before a browser opens it: https, no user name in it, and a host that AWS owns, or the very
/// origin of the endpoint that a person configured.
/// Source of the names: the aws CLI's list of start-URL suffixes (2.36) and the sign-in domains of the partitions.
/// </summary>
internal static class ServerUrl
{
    private static readonly string[] Owned =
    [
        ".app.aws", ".portal.amazonaws.com", ".portal.amazonaws.com.cn", ".awsapps.com", ".awsapps.cn", ".app.amazonwebservices.com.cn",
        ".portal.amazonaws.eu", ".api.amazonwebservices.eu",
        "identitycenter.amazonaws.com", "identitycenter.amazonaws.com.cn", "identitycenter.amazonaws.eu", "identitycenter.us-gov.amazonaws.com",
    ];

    /// <summary>The suffixes that the OIDC hosts of the SDK's own endpoint table end with, where the authorize page is.</summary>
    private static readonly string[] OidcSuffixes =
        [".amazonaws.com", ".amazonaws.com.cn", ".api.aws", ".api.amazonwebservices.com.cn", ".amazonaws.eu", ".api.amazonwebservices.eu"];

    /// <summary>Checks; gives the URL back as it is safe to hand to a browser without a shell.</summary>
    /// <param name="text">What the server sent.</param>
    /// <param name="what">What it is, for the message.</param>
    /// <param name="configured">The endpoint that a person configured, or null.</param>
    /// <exception cref="KeepaliveException">It is not opened.</exception>
    public static Uri Check(string? text, string what, Uri? configured)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out Uri? url) || url.IdnHost.Length == 0)
        {
            throw KeepaliveErrors.ServerUrlRefused(what, "it is no URL");
        }

        if (url.UserInfo.Length > 0)
        {
            throw KeepaliveErrors.ServerUrlRefused(what, "it holds a user name");
        }

        if (configured is not null && url.Scheme == configured.Scheme && url.Authority.Equals(configured.Authority, StringComparison.OrdinalIgnoreCase))
        {
            return url;
        }

        if (url.Scheme != "https")
        {
            throw KeepaliveErrors.ServerUrlRefused(what, "it is not https");
        }

        return url.IsDefaultPort && IsOwned(url.IdnHost)
            ? url
            : throw KeepaliveErrors.ServerUrlRefused(what, $"{url.Authority} is not a sign-in host of AWS");
    }

    /// <summary>A host on which AWS shows its sign-in pages.</summary>
    public static bool IsOwned(string host) =>
        Array.Exists(Owned, name => name[0] == '.' ? EndsWith(host, name) : host.Equals(name, StringComparison.OrdinalIgnoreCase))
        || IsOidcHost(host)
        || IsDeviceHost(host);

    /// <summary><c>oidc.{region}.{suffix}</c> and its FIPS twin; anybody can have a bucket under amazonaws.com.</summary>
    private static bool IsOidcHost(string host) => IsRegional(host, "oidc.") || IsRegional(host, "oidc-fips.");

    /// <summary><c>device.sso.{region}.{suffix}</c>: what StartDeviceAuthorization answered for years, and still does for some instances.</summary>
    private static bool IsDeviceHost(string host) => IsRegional(host, "device.sso.");

    private static bool IsRegional(string host, string prefix) =>
        host.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)
        && Array.Exists(OidcSuffixes, suffix => EndsWith(host, suffix)
            && host.Length > prefix.Length + suffix.Length
            && !host[prefix.Length..^suffix.Length].Contains('.', StringComparison.Ordinal));

    private static bool EndsWith(string host, string suffix) =>
        host.Length > suffix.Length && host.EndsWith(suffix, StringComparison.OrdinalIgnoreCase);
}
