using System.Globalization;
using System.Net;

namespace Keepalive.Aws.Network;

/// <summary>A proxy's URL without its password, and the password beside it.</summary>
/// <param name="Url">Scheme, host and port only.</param>
/// <param name="Credential">The name and password of the URL, if it had them.</param>
/// <param name="Variable">The variable that it was read from.</param>
internal sealed record ProxyAddress(Uri Url, NetworkCredential? Credential, string Variable)
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
        (string address, string userInfo) = Split(text);
        if (address.Contains('@', StringComparison.Ordinal))
        {
            // Behind a '/' of the password: its beginning would be taken for the host, and shown.
            throw KeepaliveErrors.ProxyInvalid(variable.Variable, "its name or password contains '/', '#' or '?', which ends the address", isOfPassword: true);
        }

        if (WebUrl.Read(address) is not { UserInfo.Length: 0 } url)
        {
            throw KeepaliveErrors.ProxyInvalid(variable.Variable, WhyNoUrl(address));
        }

        // socks5h is curl's word for the behaviour that .NET has for socks5 in any case: the proxy resolves the name.
        string scheme = url.Scheme == "socks5h" ? "socks5" : url.Scheme;
        if (scheme is not ("http" or "https" or "socks4" or "socks4a" or "socks5"))
        {
            throw KeepaliveErrors.ProxyInvalid(variable.Variable, "only http, https, socks4, socks4a and socks5 proxies are supported");
        }

        int port = url.Port > 0 ? url.Port : 1080;

        // One scheme takes hosts that another does not: socks5h://. is a URL, socks5://. is none.
        return WebUrl.Read(string.Create(CultureInfo.InvariantCulture, $"{scheme}://{url.Host}:{port}")) is { } proxy
            ? new(proxy, Credentials(userInfo), variable.Variable)
            : throw KeepaliveErrors.ProxyInvalid(variable.Variable, "it is not a URL");
    }

    /// <summary>The URL alone.</summary>
    public override string ToString() => Url.AbsoluteUri;

    /// <summary>The last '@' before the path ends the password, as in curl, Python and browsers: people write theirs as it is.</summary>
    private static (string Address, string UserInfo) Split(string text)
    {
        int start = text.IndexOf("://", StringComparison.Ordinal) + 3;
        int length = text.AsSpan(start).IndexOfAny("/?#");
        int at = text.AsSpan(start, length < 0 ? text.Length - start : length).LastIndexOf('@');
        return at < 0 ? (text, string.Empty) : (text[..start] + text[(start + at + 1)..], text[start..(start + at)]);
    }

    /// <summary>Never with a part of the value: it may hold a password.</summary>
    private static string WhyNoUrl(string address)
    {
        string authority = address[(address.IndexOf("://", StringComparison.Ordinal) + 3)..].Split('/', '?', '#')[0];
        int colon = authority.LastIndexOf(':');
        return colon > authority.LastIndexOf(']') && !ushort.TryParse(authority.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out _)
            ? "its port is not a number from 1 to 65535"
            : "it is not a URL";
    }

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
