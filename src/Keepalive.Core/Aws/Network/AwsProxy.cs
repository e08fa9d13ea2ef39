using System.Net;

namespace Keepalive.Aws.Network;

/// <summary>
/// The proxy that the variables name, as curl and the aws CLI read them. .NET's own reader does not match sub-domains
/// without a leading dot, knows no <c>*</c> and no CIDR, and sends loopback through the proxy.
/// </summary>
internal sealed class AwsProxy : IWebProxy
{
    private readonly ProxyAddress? _https;
    private readonly ProxyAddress? _http;
    private readonly NoProxyList _noProxy;
    private readonly IWebProxy? _system;

    /// <summary>Takes the proxies from settings.</summary>
    /// <param name="settings">The values of the variables.</param>
    /// <param name="system">What to ask when no variable is set, or null.</param>
    /// <exception cref="KeepaliveException">A variable's value is not a proxy address.</exception>
    public AwsProxy(ProxySettings settings, IWebProxy? system)
    {
        _https = ProxyAddress.Parse(settings.Https);
        _http = ProxyAddress.Parse(settings.Http);
        _noProxy = new NoProxyList(settings.NoProxy);
        _system = _https is null && _http is null ? system : null;
        Credentials = _system is null ? new ProxyCredentials(_https, _http) : _system.Credentials;
    }

    /// <summary>
    /// The system's own: on Windows and macOS the network settings. On Linux there is none beside the variables, and
    /// .NET's reader of those would only misread them a second time.
    /// </summary>
    public static IWebProxy? SystemProxy =>
        OperatingSystem.IsWindows() || OperatingSystem.IsMacOS() ? HttpClient.DefaultProxy : null;

    public ICredentials? Credentials { get; set; }

    public Uri? GetProxy(Uri destination) => RouteTo(destination)?.Url;

    /// <summary>The proxy on the way to a destination; null for none.</summary>
    public ProxyRoute? RouteTo(Uri destination)
    {
        if (IsExempt(destination))
        {
            return null;
        }

        if (_system is not null)
        {
            return !_system.IsBypassed(destination) && _system.GetProxy(destination) is { } system ? new ProxyRoute(system, Variable: null) : null;
        }

        return (destination.Scheme is "https" or "wss" ? _https : _http) is { } proxy ? new ProxyRoute(proxy.Url, proxy.Variable) : null;
    }

    public bool IsBypassed(Uri host) => GetProxy(host) is null;

    private bool IsExempt(Uri destination) => Loopback.IsLoopback(destination) || _noProxy.Matches(destination);

    /// <summary>Each proxy gets the name and password of its own URL, no other.</summary>
    private sealed class ProxyCredentials(params ProxyAddress?[] proxies) : ICredentials
    {
        public NetworkCredential? GetCredential(Uri uri, string authType) =>
            Array.Find(proxies, proxy => proxy?.Url.Authority == uri.Authority)?.Credential;
    }
}
