using System.Net.Sockets;

namespace Keepalive.Prompts.Page;

/// <summary>
/// The open connections, within a bound. If there are too many, the oldest one that has shown no token is closed: programs that
/// only open connections can't keep the person's answer out.
/// </summary>
internal sealed class ConnectionRoom
{
    /// <summary>Connections that have shown no token yet.</summary>
    internal const int MostStrangers = 256;

    /// <summary>Those that have shown it: some tabs and terminals that wait for news.</summary>
    internal const int MostKnown = 32;

    private readonly object _lock = new();
    private readonly LinkedList<Socket> _strangers = [];
    private readonly LinkedList<Socket> _known = [];

    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _strangers.Count + _known.Count;
            }
        }
    }

    public void Add(Socket socket) => Add(_strangers, socket, MostStrangers);

    /// <summary>The connection has shown the right token.</summary>
    public void Know(Socket socket)
    {
        lock (_lock)
        {
            if (_strangers.Remove(socket))
            {
                Add(_known, socket, MostKnown);
            }
        }
    }

    public void Remove(Socket socket)
    {
        lock (_lock)
        {
            _ = _strangers.Remove(socket) || _known.Remove(socket);
        }
    }

    private void Add(LinkedList<Socket> sockets, Socket socket, int most)
    {
        lock (_lock)
        {
            sockets.AddLast(socket);
            if (sockets.Count > most)
            {
                Socket oldest = sockets.First!.Value;
                sockets.RemoveFirst();
                oldest.Dispose(); // Its waiting read or write ends with an exception.
            }
        }
    }
}
