using System.Globalization;

namespace Keepalive.Aws.Network;

/// <summary>A proxy on the way to a host.</summary>
/// <param name="Url">Its address, without a password.</param>
/// <param name="Variable">The variable that names it; null if it comes from the system's settings.</param>
internal sealed record ProxyRoute(Uri Url, string? Variable)
{
    /// <summary>Host and port, for a message. The port is told also if it is the scheme's own: the usual port of a proxy is another one.</summary>
    public string Address => string.Create(CultureInfo.InvariantCulture, $"{Url.Host}:{Url.Port}");

    public ProxyWords Words => new(Address, Url.Scheme, Variable);
}
