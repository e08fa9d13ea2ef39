using System.Net;
using System.Net.Sockets;

namespace Keepalive.SignIn;

/// <summary>A port of 127.0.0.1, by the system's choice, that only this process can listen on.</summary>
internal static class LoopbackPort
{
    /// <summary>Binds and listens.</summary>
    /// <param name="backlog">How many connections may wait to be accepted.</param>
    /// <exception cref="SocketException">There is no port to be had.</exception>
    public static TcpListener Listen(int backlog)
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        try
        {
            if (OperatingSystem.IsWindows())
            {
                listener.ExclusiveAddressUse = true; // There another process could bind the port as well.
            }

            listener.Start(backlog);
            return listener;
        }
        catch
        {
            listener.Dispose();
            throw;
        }
    }
}
