using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Keepalive.Aws.Network;

/// <summary>
/// NO_PROXY: names that also mean their sub-domains (with or without a leading dot), <c>*.x</c> for sub-domains alone,
/// <c>*</c> for everything, addresses and networks, each with a port if need be; separated by commas or spaces.
/// </summary>
internal sealed class NoProxyList
{
    private readonly List<Func<string, IPAddress?, int, bool>> _entries = [];

    public NoProxyList(string? list)
    {
        foreach (string entry in (list ?? string.Empty).Split([',', ' ', '\t', ';', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries))
        {
            _entries.Add(Compile(entry));
        }
    }

    /// <summary>The destination goes without a proxy. No name is resolved for it.</summary>
    public bool Matches(Uri destination)
    {
        string host = destination.IdnHost.TrimEnd('.');
        IPAddress? address = Address(host);
        return _entries.Exists(matches => matches(host, address, destination.Port));
    }

    private static Func<string, IPAddress?, int, bool> Compile(string entry)
    {
        (string name, int? port) = SplitPort(entry);
        if (name == "*")
        {
            return (_, _, at) => port is null || port == at;
        }

        if (Address(name) is { } single)
        {
            return (_, address, at) => single.Equals(address) && (port is null || port == at);
        }

        int slash = name.IndexOf('/');
        if (slash > 0 && Address(name[..slash]) is { } network
            && int.TryParse(name.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int bits))
        {
            return (_, address, _) => address is not null && Contains(network, bits, address);
        }

        bool onlyBelow = name.StartsWith("*.", StringComparison.Ordinal);
        string suffix = name[(onlyBelow ? 2 : 0)..].Trim('.');
        return (host, _, at) => suffix.Length > 0 && (port is null || port == at) && IsWithin(host, suffix, onlyBelow);
    }

    private static bool IsWithin(string host, string suffix, bool onlyBelow) =>
        host.EndsWith(suffix, StringComparison.OrdinalIgnoreCase)
        && (host.Length == suffix.Length ? !onlyBelow : host[^(suffix.Length + 1)] == '.');

    private static bool Contains(IPAddress network, int bits, IPAddress address)
    {
        byte[] wanted = network.GetAddressBytes();
        byte[] given = address.GetAddressBytes();
        if (wanted.Length != given.Length || bits > wanted.Length * 8)
        {
            return false;
        }

        // System.Net.IPNetwork refuses a network with host bits (10.1.2.3/8), which people do write.
        for (int bit = 0; bit < bits; bit++)
        {
            int mask = 0x80 >> (bit % 8);
            if ((wanted[bit / 8] & mask) != (given[bit / 8] & mask))
            {
                return false;
            }
        }

        return true;
    }

    private static (string Name, int? Port) SplitPort(string entry)
    {
        int colon = entry.LastIndexOf(':');
        bool isBareV6 = colon > 0 && entry[0] != '[' && entry.IndexOf(':') != colon;
        return colon > 0 && !isBareV6 && int.TryParse(entry.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int port)
            ? (entry[..colon], port)
            : (entry, null);
    }

    /// <summary>Only a text that is an address; an IPv4-mapped IPv6 address is treated as IPv4.</summary>
    private static IPAddress? Address(string text)
    {
        string bare = text.Trim('[', ']');
        bool isAddress = bare.Contains(':', StringComparison.Ordinal) || bare.Split('.').Length == 4;
        return isAddress && IPAddress.TryParse(bare, out IPAddress? address)
            ? address is { AddressFamily: AddressFamily.InterNetworkV6, IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address
            : null;
    }
}
