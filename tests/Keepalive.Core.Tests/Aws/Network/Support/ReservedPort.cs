using System.Net;
using System.Net.Sockets;
using Keepalive.Testing;

namespace Keepalive.Core.Tests.Aws.Network.Support;

/// <summary>
/// A port of 127.0.0.1 that is bound and does not listen: nobody else can get it, and every connection to it is refused. A port that is merely
/// free belongs to the next test that asks the system for one.
/// </summary>
internal sealed class ReservedPort : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    private ReservedPort(int port)
    {
        if (!OperatingSystem.IsWindows())
        {
            // Connections that have just ended still hold it for a while; a socket that listens holds it all the same.
            _socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        }

        try
        {
            _socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
        }
        catch
        {
            _socket.Dispose();
            throw;
        }
    }

    public int Number => ((IPEndPoint)_socket.LocalEndPoint!).Port;

    /// <summary>One that the system chooses.</summary>
    public static ReservedPort Any() => new(0);

    /// <summary>
    /// A certain one, as soon as nobody has it. A program that another test starts meanwhile has a copy of the socket that has
    /// just been closed, until it becomes that program (close-on-exec closes nothing before).
    /// </summary>
    /// <exception cref="TimeoutException">Somebody keeps it.</exception>
    public static async Task<ReservedPort> TakeAsync(int port)
    {
        ReservedPort? taken = null;
        await Waiting.UntilAsync(() => (taken = TryTake(port)) is not null, TestContext.Current.CancellationToken);
        return taken!;
    }

    public void Dispose() => _socket.Dispose();

    private static ReservedPort? TryTake(int port)
    {
        try
        {
            return new ReservedPort(port);
        }
        catch (SocketException)
        {
            return null;
        }
    }
}
