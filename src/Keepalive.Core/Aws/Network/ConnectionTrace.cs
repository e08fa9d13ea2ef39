using System.Net;
using System.Security.Authentication;

namespace Keepalive.Aws.Network;

/// <summary>Notes how far one connection came, and when: name, socket, certificate, TLS. It sees what was presented and decides nothing.</summary>
/// <param name="clock">The time.</param>
/// <param name="resolve">Gives the addresses of a name; null: the system. A test has names of its own.</param>
internal sealed class ConnectionTrace(TimeProvider clock, Func<string, CancellationToken, Task<IPAddress[]>>? resolve = null)
{
    private readonly List<ObservedCertificate> _sights = [];
    private long _begun;
    private long _resolvedAt;
    private long _connectedAt;

    /// <summary>Gives the addresses of a name; null: the system.</summary>
    public Func<string, CancellationToken, Task<IPAddress[]>>? Resolve => resolve;

    /// <summary>How long the name took, the proxy's where there is one; null when it has no address.</summary>
    public TimeSpan? Resolving { get; private set; }

    /// <summary>How long the connection took from there; null when it does not stand.</summary>
    public TimeSpan? Connecting { get; private set; }

    /// <summary>How long the handshake took from there, with the proxy's tunnel before it; null when it did not end well.</summary>
    public TimeSpan? Securing { get; private set; }

    public IPAddress? Address { get; private set; }

    public SslProtocols Protocol { get; private set; }

    /// <summary>The certificate of a host; a proxy that uses TLS itself shows its own.</summary>
    public ObservedCertificate? Certificate(string host) => _sights.Find(sight => sight.Host.Equals(host, StringComparison.OrdinalIgnoreCase));

    public void See(ObservedCertificate sight) => _sights.Add(sight);

    public void Begin() => _begun = clock.GetTimestamp();

    public void Resolved(IPAddress first)
    {
        Address = first;
        _resolvedAt = clock.GetTimestamp();
        Resolving = clock.GetElapsedTime(_begun, _resolvedAt);
    }

    public void Connected(EndPoint? taken)
    {
        _connectedAt = clock.GetTimestamp();
        Connecting = clock.GetElapsedTime(_resolvedAt, _connectedAt);
        if (taken is IPEndPoint { Address: var address })
        {
            Address = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        }
    }

    public void Secured(SslProtocols protocol)
    {
        Securing = clock.GetElapsedTime(_connectedAt);
        Protocol = protocol;
    }
}
