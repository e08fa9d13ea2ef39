using System.Net;

namespace Keepalive.Network;

/// <summary>A proxy's URL without its password, and the password beside it.</summary>
/// <param name="Url">Scheme, host and port only.</param>
/// <param name="Credential">The name and password of the URL, if it had them.</param>
internal sealed record ProxyAddress(Uri Url, NetworkCredential? Credential)
{
    /// <summary>Reads a variable's value. A value without a scheme is an http proxy, as everywhere.</summary>
    /// <exception cref="KeepaliveException">It is no URL, or of a kind that .NET has no client for.</exception>
    public static ProxyAddress? Parse(ProxyVariable? variable)
    {
        if (variable is null)
        {
            return null;
        }

        string text = variable.Value.Trim();
        text = text.Contains("://", StringComparison.Ordinal) ? text : $"http://{text}";
        if (!Uri.TryCreate(text, UriKind.Absolute, out Uri? url) || url.IdnHost.Length == 0)
        {
            throw KeepaliveErrors.ProxyInvalid(variable.Variable, "it is no URL");
        }

        // socks5h is curl's word for the behaviour that .NET has for socks5 in any case: the proxy resolves the name.
        string scheme = url.Scheme == "socks5h" ? "socks5" : url.Scheme;
        if (scheme is not ("http" or "https" or "socks4" or "socks4a" or "socks5"))
        {
            throw KeepaliveErrors.ProxyInvalid(variable.Variable, "only http, https, socks4, socks4a and socks5 proxies are known");
        }

        int port = url.Port > 0 ? url.Port : 1080;
        return new(new UriBuilder(scheme, url.Host, port).Uri, Credentials(url.UserInfo));
    }

    /// <summary>The URL alone.</summary>
    public override string ToString() => Url.AbsoluteUri;

    private static NetworkCredential? Credentials(string userInfo)
    {
        if (userInfo.Length == 0)
        {
            return null;
        }

        int colon = userInfo.IndexOf(':');
        return colon < 0
            ? new(Uri.UnescapeDataString(userInfo), string.Empty)
            : new(Uri.UnescapeDataString(userInfo[..colon]), Uri.UnescapeDataString(userInfo[(colon + 1)..]));
    }
}
