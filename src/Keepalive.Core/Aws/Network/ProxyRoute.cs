namespace Keepalive.Aws.Network;

/// <summary>A proxy on the way to a host.</summary>
/// <param name="Url">Its address, without a password.</param>
/// <param name="Variable">The variable that names it; null if it comes from the system's settings.</param>
internal sealed record ProxyRoute(Uri Url, string? Variable)
{
    /// <summary>Host and port, for a message.</summary>
    public string Address => Url.Authority;

    /// <summary>Where a person changes it, for an advice.</summary>
    public string Setting => Variable ?? "the proxy in the system's network settings";
}
