using System.Net;

namespace Keepalive.Aws.Network;

/// <summary>This machine itself: 127.0.0.0/8, ::1 and <c>localhost</c>, and nothing that a name server may answer for.</summary>
internal static class Loopback
{
    public static bool IsLoopback(Uri url) => IsLoopback(url.IdnHost);

    public static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.AsSpan().Trim("[]"), out IPAddress? address) && IPAddress.IsLoopback(address));
}
