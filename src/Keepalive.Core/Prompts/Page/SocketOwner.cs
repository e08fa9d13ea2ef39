using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Runtime.Versioning;
using Keepalive.Platform.Native.Libc;

namespace Keepalive.Prompts.Page;

/// <summary>The account that has opened a connection of this machine to us, as <c>/proc/net/tcp</c> tells it (proc_net(5)).</summary>
internal static class SocketOwner
{
    /// <summary>A machine rarely has that many connections; a longer table is not searched to its end.</summary>
    private const int MostRows = 100_000;

    /// <summary>Whether it is known to be our own account. Unknown is no.</summary>
    /// <param name="client">The other end of a connection that we have accepted.</param>
    /// <param name="server">Our end.</param>
    public static bool IsOurs(IPEndPoint client, IPEndPoint server) => OperatingSystem.IsLinux() && Find(client, server) == EffectiveUser.Id;

    /// <summary>The number of the account; null if the system does not tell it.</summary>
    [SupportedOSPlatform("linux")]
    internal static uint? Find(IPEndPoint client, IPEndPoint server)
    {
        // The table is written from the view of each end: the row of the client's end has the client first.
        string ends = $" {Format(client)} {Format(server)} ";
        try
        {
            foreach (string row in File.ReadLines("/proc/net/tcp").Take(MostRows))
            {
                if (row.Contains(ends, StringComparison.Ordinal)
                    && row.Split(' ', StringSplitOptions.RemoveEmptyEntries) is { Length: > 7 } fields
                    && uint.TryParse(fields[7], NumberStyles.None, CultureInfo.InvariantCulture, out uint user))
                {
                    return user;
                }
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A system without that table.
        }

        return null;
    }

    /// <summary>The four bytes of the address as the number that this machine reads in them, and the port.</summary>
    private static string Format(IPEndPoint end)
    {
        byte[] address = end.Address.GetAddressBytes();
        uint number = BitConverter.IsLittleEndian ? BinaryPrimitives.ReadUInt32LittleEndian(address) : BinaryPrimitives.ReadUInt32BigEndian(address);
        return $"{number:X8}:{end.Port:X4}";
    }
}
